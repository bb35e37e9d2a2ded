import { checkcert, flag, http, minimumpriority, output, secret, since, text, token, words } from "./fields";
import { baseUrl, plainUrl, template, urlPart, webhookUrl } from "./forms";

const webhookurl = () => secret("The webhook", webhookUrl);
const outputformat = words(["all", "text", "fields"], "What a message shows; `all` unless set");
const messageformat = text("Go template of the line above the fields, for instance `{{ .Rule }}`", template);
const icon = text("URL of an icon", plainUrl);
const look = {
  username: text("Name to post under"),
  icon,
  footer: text("Line below each message"),
  outputformat,
  messageformat,
};

/** Chat. */
export const chat = {
  slack: output(
    { webhookurl: webhookurl() },
    { channel: text("Another channel than the webhook's"), ...look, ...http },
  ),
  rocketchat: output({ webhookurl: webhookurl() }, { ...look, ...http }),
  mattermost: output({ webhookurl: webhookurl() }, { ...look, ...http }),
  teams: output(
    { webhookurl: webhookurl() },
    {
      activityimage: text("URL of an image", plainUrl),
      outputformat: words(["all", "text", "facts"], "What a message shows; `all` unless set"),
      ...http,
    },
  ),
  discord: output({ webhookurl: webhookurl() }, { icon, ...http }),
  webex: since("2.30.0", output({ webhookurl: webhookurl() }, http)),
  googlechat: output(
    { webhookurl: webhookurl() },
    { outputformat: words(["all", "text"], "What a message shows; `all` unless set"), messageformat, ...http },
  ),
  cliq: output(
    { webhookurl: webhookurl() },
    {
      icon,
      useemoji: flag("Whether a message begins with an emoji of its priority").default(false),
      outputformat,
      messageformat,
      ...http,
    },
  ),
  telegram: output(
    // The API's path is bot<token>, in which a colon is allowed.
    {
      token: secret("The bot's token", {
        test: (value) => urlPart.test(value.replace(":", "")),
        expected: "a bot's token such as 123456:ABC-DEF",
      }),
      chatid: text("Chat to post to", {
        test: (chat) => /^(-?\d+|@\w+)$/.test(chat),
        expected: "the number of a chat, such as -1001234567890, or @ and the name of a channel",
      }),
    },
    {
      host: since("2.35.0", text("URL of another Bot API; Telegram's unless set", baseUrl)),
      messagethreadid: since("2.34.0", text("Topic of the chat")),
      checkcert,
      minimumpriority,
    },
  ),
  gotify: output(
    { hostport: text("Gotify's URL", baseUrl) },
    {
      token: token("The application's token"),
      format: words(["markdown", "plaintext", "json"], "Form of a message; `markdown` unless set"),
      checkcert,
      minimumpriority,
    },
  ),
};
