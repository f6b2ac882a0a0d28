export { CodeBlock, CopyField, CopyIcon, json } from './code.tsx';
export { Confirm, type ConfirmProps } from './confirm.tsx';
export { curl } from './curl.ts';
export { Empty } from './empty.tsx';
export { Card, Page } from './page.tsx';
export { Pill, toneOf, type Tone } from './pill.tsx';
export { ProblemAlert, ProblemDetail } from './problem.tsx';
export { Ago, duration, fullTime, shortTime, useNow } from './time.tsx';
export { refused, told } from './toast.tsx';
