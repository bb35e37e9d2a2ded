import { checkForm, flag, isOn, requireForm, text, texts } from "./forms";
import { checkOverride, overridable } from "./override";
import { doubt, refuse, type Remark } from "./remark";
import { entryOf, isText, valueOf, type Mapping } from "./tree";

/** Keys of a macro, and of a list. */
export const macroKeys = ["macro", "condition", "append", "override"];
export const listKeys = ["list", "items", "append", "override"];

/** Whether a macro or list changes one that is there already. */
export const changesOther = (item: Mapping): boolean => entryOf(item, "override") !== undefined || isOn(item, "append");

/** Checks a macro. */
export const checkMacro = (owner: string, item: Mapping, falco: string | undefined): Remark[] => [
  ...checkMacroName(owner, item),
  ...requireForm(owner, item, "condition", text),
  ...checkForm(owner, item, "append", flag),
  ...checkOverride(owner, item, overridable.macro, falco),
];

/** libs 0.23.2, userspace/libsinsp/filter/parser.cpp: no condition can name a macro that isn't an identifier. */
const checkMacroName = (owner: string, item: Mapping): Remark[] => {
  const name = valueOf(item, "macro");
  return isText(name) && !/^[a-zA-Z][a-zA-Z0-9_]*$/.test(name.text)
    ? [refuse(name.at, "a letter, then letters, digits and _ as macro", `${owner} can be named by no condition`)]
    : [];
};

/** Checks a list. */
export const checkList = (owner: string, item: Mapping, falco: string | undefined): Remark[] => [
  ...doubtListName(owner, item),
  ...requireForm(owner, item, "items", texts),
  ...checkForm(owner, item, "append", flag),
  ...checkOverride(owner, item, overridable.list, falco),
];

/** Falco puts a list into a condition by searching for its name, so that such a name works here and there. */
const doubtListName = (owner: string, item: Mapping): Remark[] => {
  const name = valueOf(item, "list");
  return isText(name) && /[()"'\s=,]/.test(name.text)
    ? [doubt(name.at, `${owner} has a name with a blank, a quote or one of ( ) = ,: Falco calls it invalid`)]
    : [];
};
