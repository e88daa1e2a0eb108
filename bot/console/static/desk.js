// The desk's modules, put together: news refresh the page, and the composer and the keys serve whoever sits at it.

import { listenForNews } from "./news.js";
import { refresh } from "./refresh.js";
import { startComposer } from "./composer.js";
import { startKeys } from "./keys.js";
import { startMenu } from "./menu.js";

startComposer(refresh);
startKeys();
startMenu();
listenForNews(refresh);
