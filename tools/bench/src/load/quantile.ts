/** The value that the share `q` of the samples does not exceed; 0 without samples. Sorts in place. */
export function quantile(samples: Float64Array, q: number): number {
  samples.sort();
  return samples[Math.max(0, Math.ceil(samples.length * q) - 1)] ?? 0;
}
