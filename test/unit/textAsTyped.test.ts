import { textAsTyped } from "../../settings/helmValues/textAsTyped";

describe("textAsTyped", () => {
  it("makes numbers and booleans of text where the chart has such", () => {
    expect(
      textAsTyped("falco", "8.0.5", { tty: "true", falco: { syscall_event_drops: { threshold: "0.2", rate: "x" } } }),
    ).toEqual({ tty: true, falco: { syscall_event_drops: { threshold: 0.2, rate: "x" } } });
  });

  it("leaves text where the chart has text, and whatever it doesn't know", () => {
    const values = { image: { tag: "1.0" }, podLabels: { a: "true" }, nothing: "1", tolerations: ["1"], tty: null };
    expect(textAsTyped("falco", "8.0.5", values)).toEqual(values);
  });

  it("goes by the nearest version that was collected", () => {
    expect(textAsTyped("falco", "99.0.0", { tty: "false" })).toEqual({ tty: false });
  });
});
