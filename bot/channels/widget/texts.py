"""The words on the widget itself, read from the responses like everything else that a customer reads."""

from bot.spine.app import App

# Each is the response utter_widget_<name>.
NAMES = (
    "open",
    "close",
    "welcome",
    "start_order",
    "start_return",
    "start_human",
    "placeholder",
    "send",
    "log",
    "you",
    "assistant",
    "team",
    "state_assistant",
    "state_waiting",
    "state_agent",
    "state_closed",
    "typing",
    "agent_typing",
    "connection_lost",
    "attach",
    "file",
    "sending",
    "not_sent",
    "try_again",
    "new_conversation",
    "new_conversation_sure",
    "new_conversation_yes",
    "new_conversation_no",
    "unread",
    "email_ask",
    "email_label",
    "email_leave",
    "email_noted",
    "email_wrong",
)
# Filled in by the widget, which alone knows them.
LATER = {"agent": "{agent}", "count": "{count}", "email": "{email}"}


def widget_texts(app: App, language: str) -> dict[str, str]:
    return {name: app.assistant.say(f"utter_widget_{name}", language, **LATER).text for name in NAMES}
