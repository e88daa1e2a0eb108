// The desk's modules, put together: news refresh the page, and the composer and the keys serve whoever sits at it.

import { listenForNews } from "./news.js";
import { refresh } from "./refresh.js";
import { startAlerts } from "./alerts.js";
import { startAnswers } from "./answers.js";
import { startComposer } from "./composer.js";
import { startEarlier } from "./earlier.js";
import { startKeys } from "./keys.js";
import { startMenu } from "./menu.js";
import { customerTypes, startTyping } from "./typing.js";

// Before the composer: its keys come first.
startAnswers();
startComposer(refresh);
startEarlier();
startKeys();
startMenu();
startAlerts();
// On a phone there are more lists than the bar is wide.
document.querySelector("#counts [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
startTyping(listenForNews(refresh, customerTypes));
