import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Deep water: ten steps from foam to hull. */
const tide: MantineColorsTuple = [
  '#e7f6f6',
  '#d0ebeb',
  '#a2d7d8',
  '#6fc1c3',
  '#45aeb1',
  '#2499a0',
  '#14838b',
  '#0b6e75',
  '#07585e',
  '#034247',
];

const ink: MantineColorsTuple = [
  '#c9d3d7',
  '#aebbc1',
  '#8fa0a8',
  '#5f727b',
  '#38474f',
  '#25323a',
  '#18232a',
  '#121b21',
  '#0c1419',
  '#070d11',
];

const slate: MantineColorsTuple = [
  '#f6f8f9',
  '#eff3f4',
  '#e3e9eb',
  '#d2dbde',
  '#b6c2c7',
  '#94a3aa',
  '#62727a',
  '#4b5a62',
  '#33414a',
  '#1c282f',
];

export const theme = createTheme({
  primaryColor: 'tide',
  primaryShade: 7,
  autoContrast: true,
  luminanceThreshold: 0.36,
  colors: { tide, dark: ink, gray: slate },
  black: '#15212a',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Code', 'Roboto Mono', Menlo, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '18px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', checkIconPosition: 'right' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    CloseButton: { defaultProps: { 'aria-label': 'Close' } },
    Modal: { defaultProps: { centered: true, radius: 'lg' } },
  },
});
