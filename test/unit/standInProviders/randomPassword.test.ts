import bcrypt from "bcryptjs";
import { create, plain, text, types } from "./engine";

const count = (password: string, characters: RegExp): number => password.match(characters)?.length ?? 0;

test.each([
  [{ length: 32 }, /^[A-Za-z0-9!@#$%&*()\-_=+[\]{}<>:?]{32}$/],
  [{ length: 200, special: false }, /^[A-Za-z0-9]{200}$/],
  [{ length: 200, overrideSpecial: "_", lower: false, upper: false, numeric: false }, /^_{200}$/],
  [{ length: 200, special: false, number: false }, /^[A-Za-z]{200}$/],
  [{ length: 200, special: false, numeric: false, upper: false }, /^[a-z]{200}$/],
])("randomPassword of %p has these characters alone", async (inputs, expected) => {
  expect(text(await create(types.password, inputs), "result")).toMatch(expected);
});

test("randomPassword has at least as many of each class as asked for", async () => {
  const inputs = { length: 10, minLower: 1, minUpper: 2, minNumeric: 3, minSpecial: 4, overrideSpecial: "_-" };
  const password = text(await create(types.password, inputs), "result");
  expect([/[a-z]/g, /[A-Z]/g, /[0-9]/g, /[_-]/g].map((characters) => count(password, characters))).toEqual([
    1, 2, 3, 4,
  ]);
});

test("randomPassword differs each time, its required characters at other places too", async () => {
  const passwords = await Promise.all(
    Array.from({ length: 8 }, async () =>
      text(await create(types.password, { length: 24, minNumeric: 12, minLower: 12 }), "result"),
    ),
  );
  expect(new Set(passwords).size).toBe(8);
  expect(
    new Set(passwords.map((password) => password.replace(/[0-9]/g, "0").replace(/[^0]/g, "x"))).size,
  ).toBeGreaterThan(1);
});

test("randomPassword has a bcrypt hash of it, of cost 10", async () => {
  const resource = await create(types.password, { length: 24 });
  const hash = text(resource, "bcryptHash");

  expect(hash).toMatch(/^\$2a\$10\$.{53}$/);
  expect(await bcrypt.compare(text(resource, "result"), hash)).toBe(true);
  expect(await bcrypt.compare("another", hash)).toBe(false);
});

test("randomPassword fills in defaults in its outputs, not in its inputs", async () => {
  const resource = await create(types.password, { length: 24, number: false, keepers: { rotation: "1" } });
  const { result, bcryptHash, ...others } = plain(resource);

  expect([typeof result, typeof bcryptHash]).toEqual(["string", "string"]);
  expect(resource.inputs).toEqual({ length: 24, number: false, keepers: { rotation: "1" } });
  expect(others).toEqual({
    __meta: '{"schema_version":"3"}',
    id: "none",
    keepers: { rotation: "1" },
    length: 24,
    lower: true,
    upper: true,
    number: false,
    numeric: false,
    special: true,
    minLower: 0,
    minUpper: 0,
    minNumeric: 0,
    minSpecial: 0,
  });
});
