import '@fontsource-variable/inter/wght.css';
import './theme/mantine.css';
import '@mantine/notifications/styles.css';
import './theme/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { resume } from './session/session.ts';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for the app.');

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
void resume();
