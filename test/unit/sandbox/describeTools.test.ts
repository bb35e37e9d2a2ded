import { describeTools } from "../../../sandbox/tools/describeTools";

describe("describeTools", () => {
  it("groups the tools by where they came from", () => {
    const files = new Map([
      ["kwok", "/c/built/x/bin/kwok"],
      ["etcd", "/c/built/x/bin/etcd"],
      ["kubectl", "/usr/bin/kubectl"],
      ["helm", "/c/releases/helm-3.18.6-linux-amd64/helm"],
    ]);
    expect(describeTools(files, { cache: "/c" })).toBe("etcd, kwok compiled; helm as released; kubectl from PATH");
  });
});
