import { authority, leaf, type Certified } from "./authority";
import { diff, plain, refresh, update, type Resource } from "./engine";

let ca: Certified;
let server: Certified;
beforeAll(async () => {
  ca = await authority({ earlyRenewalHours: 10 });
  server = await leaf(ca, {}, { earlyRenewalHours: 10 });
});

/** The same certificate, later: `hours` before its end. */
const hoursBeforeItsEnd = ({ cert }: Certified, hours: number): Resource => {
  const validityEndTime = new Date(Date.now() + hours * 3_600_000).toISOString();
  return { ...cert, outputs: { ...cert.outputs, validityEndTime } };
};

const renewed = { changes: true, replaces: ["readyForRenewal"], deleteBeforeReplace: false };
const kept = { changes: false, replaces: [], deleteBeforeReplace: false };

describe.each([
  ["selfSignedCert", () => ca],
  ["locallySignedCert", () => server],
])("%s", (_kind, certified) => {
  test.each([
    ["before earlyRenewalHours", 10.1, kept],
    ["within earlyRenewalHours", 9.9, renewed],
    ["after its end", -1, renewed],
  ])("diff %s", async (_when, hours, expected) => {
    expect(await diff(hoursBeforeItsEnd(certified(), hours), {})).toEqual(expected);
  });

  test("diff counts with the new earlyRenewalHours, not the old ones", async () => {
    expect(await diff(hoursBeforeItsEnd(certified(), 12), { earlyRenewalHours: 15 })).toEqual(renewed);
    expect((await diff(hoursBeforeItsEnd(certified(), 8), { earlyRenewalHours: 5 })).replaces).toEqual([]);
  });

  test("diff names a changed input beside the renewal", async () => {
    const { replaces } = await diff(hoursBeforeItsEnd(certified(), 1), { validityPeriodHours: 60 });
    expect(replaces).toEqual(["readyForRenewal", "validityPeriodHours"]);
  });

  test("refresh marks only what is due as ready for renewal", async () => {
    expect(await refresh(certified().cert)).toEqual(certified().cert.outputs);
    const due = hoursBeforeItsEnd(certified(), 1);
    expect(await refresh(due)).toEqual({ ...due.outputs, readyForRenewal: true });
  });

  test("update makes readyForRenewal follow earlyRenewalHours", async () => {
    const { validityPeriodHours } = plain(certified().cert);
    expect(await update(certified().cert, { earlyRenewalHours: validityPeriodHours })).toMatchObject({
      readyForRenewal: true,
    });
    expect(await update(certified().cert, { earlyRenewalHours: 1 })).toMatchObject({ readyForRenewal: false });
  });
});

test.each([
  [{ validityPeriodHours: 50 }, false],
  [{ validityPeriodHours: 50, earlyRenewalHours: 50 }, true],
  [{ validityPeriodHours: 0 }, true],
])("a certificate created with %p has readyForRenewal %p", async (terms, expected) => {
  expect(plain((await leaf(ca, {}, terms)).cert)).toMatchObject({ readyForRenewal: expected });
});
