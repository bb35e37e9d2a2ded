import { wrong, type Remark, type SecretTexts } from "./secretTexts";

const [login, uiPassword, pingPassword, redisArgs] = [
  "FALCOSIDEKICK_UI_USER",
  "FALCOSIDEKICK_UI_REDIS_PASSWORD",
  "REDIS_PASSWORD",
  "REDIS_ARGS",
] as const;

/** Keys that the UI, its init container and redis read of a Secret of the user's. */
export const uiKeys: readonly string[] = [login, uiPassword, pingPassword, redisArgs];

/** What is wrong with the UI's login and with redis' password. */
export const uiRemarks = (texts: SecretTexts): readonly Remark[] => [...loginRemarks(texts), ...redisRemarks(texts)];

/** The UI takes its default login where the text doesn't split in two at colons (falcosidekick-ui 2.3.0, main.go). */
function loginRemarks(texts: SecretTexts): readonly Remark[] {
  const text = texts.text(login);
  if (text === undefined) return [];
  const parts = text.split(":");
  if (parts.length !== 2)
    return [
      wrong(`has in ${login} not \`user:password\` with one colon: the UI would take its default login instead`, login),
    ];
  if (parts.some((part) => part === ""))
    return [wrong(`has in ${login} an empty user or password, with which the UI lets nobody in`, login)];
  if (text === "admin:admin") return [wrong(`has in ${login} the UI's default login, which everybody knows`, login)];
  return broken(texts, login);
}

const controlCharacter = /\p{Cc}/u;
const broken = (texts: SecretTexts, ...keys: readonly string[]): readonly Remark[] =>
  keys.flatMap((key) =>
    controlCharacter.test(texts.text(key) ?? "")
      ? [wrong(`has in ${key} a line break or another control character, as of a file written by echo`, key)]
      : [],
  );

/** Redis takes its password from REDIS_ARGS, which the shell of its image splits; the others have to say the same. */
function redisRemarks(texts: SecretTexts): readonly Remark[] {
  const [ui, ping, args] = [texts.text(uiPassword), texts.text(pingPassword), texts.text(redisArgs)];
  if (ui === undefined || ping === undefined || args === undefined) return [];
  const remarks = broken(texts, uiPassword, pingPassword);
  if (remarks.length > 0) return remarks;
  if (ui === "" || ping === "")
    return [
      wrong(`has no password in ${ui === "" ? uiPassword : pingPassword}`, ui === "" ? uiPassword : pingPassword),
    ];
  if (ui !== ping)
    return [
      wrong(`has two passwords for one redis, in ${uiPassword} and in ${pingPassword}`, uiPassword, pingPassword),
    ];
  if (/[\s*?[\]\\]|^-/.test(ui))
    return [
      wrong(
        "has a password of redis with a blank, *, ?, [, ] or \\ in it or a dash in front, which shells in the images split or read otherwise: letters and digits do",
        ...uiKeys.slice(1),
      ),
    ];
  const words = args.split(/\s+/).filter(Boolean);
  const given = words[words.lastIndexOf("--requirepass") + 1];
  if (!words.includes("--requirepass") || given === undefined || given.startsWith("--"))
    return [wrong(`has in ${redisArgs} no \`--requirepass PASSWORD\`: redis would let everybody in`, redisArgs)];
  return given === ui
    ? []
    : [
        wrong(
          `has in ${redisArgs} another password after --requirepass than in ${uiPassword}; quotes would be a part of it`,
          redisArgs,
        ),
      ];
}
