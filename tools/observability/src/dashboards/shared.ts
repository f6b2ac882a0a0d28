import type { Query } from './model.ts';

/** Percentiles of a histogram, one line each. */
export const percentiles = (metric: string, { by = '', where = '' } = {}): Query[] =>
  [0.5, 0.9, 0.99].map((quantile) => {
    const labels = by ? `le, ${by}` : 'le';
    const selector = where ? `{${where}}` : '';
    return {
      expr: `histogram_quantile(${quantile}, sum by (${labels}) (rate(${metric}_bucket${selector}[$__rate_interval])))`,
      legend: by ? `{{${by}}} p${quantile * 100}` : `p${quantile * 100}`,
    };
  });

/** How often a second, by some labels. */
export const rate = (counter: string, by: string, legend = `{{${by}}}`): Query => ({
  expr: `sum by (${by}) (rate(${counter}[$__rate_interval]))`,
  legend,
});
