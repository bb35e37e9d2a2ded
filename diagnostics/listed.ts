/** "a, b or c". */
export const listed = (values: readonly string[]): string =>
  values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} or ${values.slice(-1).join("")}`;
