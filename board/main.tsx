import { render } from 'preact';
import { startClock } from './data/clock.ts';
import { followAddress } from './data/view.ts';
import { Board } from './frame/board.tsx';
import { followTheme } from './frame/theme.ts';
import { startBoard } from './frame/start.ts';
import { followNow } from './line/time-window.ts';

followTheme();
followAddress();
startClock();
followNow();
startBoard();
const root = document.getElementById('root');
if (root) render(<Board />, root);
