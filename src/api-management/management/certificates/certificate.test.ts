import { expect, test } from "vitest";
import { startManagement } from "../testing/management-harness.ts";

/** PKCS #12 with the password `opensesame`: a certificate made for this test, good for nothing else. */
const withKey = [
  "MIIEXAIBAzCCBBIGCSqGSIb3DQEHAaCCBAMEggP/MIID+zCCArIGCSqGSIb3DQEHBqCCAqMwggKfAgEAMIICmAYJKoZIhvcNAQcB",
  "MFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjAHfMhk8rYOAICA+gwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEHa1",
  "qQrJ5RGnyR8y83yQ2oCAggIwBpYXIVRqwql54LGqIxKgSy5kN9ytPqkEOC7swXJscX8MVN/gDYRpp7a/yujP94/dS+t4vMM3TjR+",
  "IimqbgFDS9gj4oFcYaWbsPU1pPbCs2AgcbDveS7fhU5/zPFPwiJbYsAwET97wat8KG9IK0rwvn6l+nZFZhdAWyp2+X1XvrIX7M55",
  "4TpuNevTKWrZvJy57njWzeZXMH7aUh/Bb0x/wTyDwzllsvRU0K8haJhUGlGAQZXrmBFUWQ1xcSe11NJ9hvtf5+DCZ1IPbAVN37N4",
  "2F0lS4VoHuyevj7ND89wnItk6o4PpLVmJzGLcKk/zeTnBtsPYkDqroa613Cr3wIsJJkvqY1SPKk+RxPS8laLLQe/1S50BQzs2zoG",
  "0X5Ez9hbk3waKj9lz54RWdwQGNmYWcDN/gTyy6EwGk0XB44Ett4Wc7TvBzwVA3T87JlZr5Xdpe98bJyL/WaZqO0MsAdsuOzSOLfd",
  "x3skBUaddiGh1kZLc5t77FyhSqSyNvjTintURTTr7y49FDXifNSz8Y4ZLYdaUGFZSqX9rpTmCMjiQp/A1ljsScYGJEbbHZOw4reR",
  "2cNyK7h3vhjWnIsNa6XyCGIxmzS2ERq9ASqxEkypxBFombsJ4SDS/poe/AiMl7RFO173300JSk4ZOESOolLtkmRn7IrhaEvtdigy",
  "xsX+hGCbRe/PAr4u9v5FnEZfszX6+XlLCqZakLS4+CTjGswHEaBchcRbq4541Om2Vyq3s38wggFBBgkqhkiG9w0BBwGgggEyBIIB",
  "LjCCASowggEmBgsqhkiG9w0BDAoBAqCB7zCB7DBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIMFBpAq4l5L4CAgPoMAwG",
  "CCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBCXr28di9zoENjsI38LFg8GBIGQKXmgdFE2mvpjaWHk0Ou3NheGSci5WDO9hxzB1Wxe",
  "QT1plSMaWFP2d+LG8DHbIOugPTmDh322LzlJsWwjO0vSvzH8OCuKGvswKJFVHydSP0xqJmsD7PovaBYh7e8sHbYs5q6FjWvp+z+F",
  "sIn3su6yzg7glprneKX5lLQkof+lpk43R1QRjVRT8Z6AxZmNWD/dMSUwIwYJKoZIhvcNAQkVMRYEFGK594xXVJwj/Oyu0hNvxlKW",
  "wgPEMEEwMTANBglghkgBZQMEAgEFAAQgaucHj9HWmqevvXc5eg6PKY3AFJ5Imj4AoZguBlywm3wECHWcF3Oh7+ytAgID6A==",
].join("");

/** The same certificate without its key. */
const withoutKey = [
  "MIIC9wIBAzCCAq0GCSqGSIb3DQEHAaCCAp4EggKaMIICljCCApIGCSqGSIb3DQEHBqCCAoMwggJ/AgEAMIICeAYJKoZIhvcNAQcB",
  "MFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjBfiDFhE3aYgICA+gwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEBm4",
  "nxcZzvfwx3vAh40Tv+uAggIQ/zq9+NT3dVqp44KNlU+YYYd/8fcA9FL+dsiIyk1sjGRu33Pk9FSzpgSz3RREFLmC/PpxgW9GB47j",
  "XCdTcQoyz30G0Q9Y5fqlCbvku8RE3+JUr06LcPkBaR3l+dkb9lHpKWV/q1eI6Og3xk7WvHhAD1+MW/YETA690757RA48oFcQStfE",
  "jBCEOuOmFDnNtbgKVno8awm6hO7RH0zqju5pA0tjg43VeVmppiZR8SlNMD0keMjtlQWg217dVaToxiaW9yF42BHmqhN7MMslY3Gv",
  "wAiwRgOMncCTePGHgEYroYblllCXiOvINSwg7CJOpAc/4xk2QvK2p4xuS33gXZ6KQ1HDss7ihcdyeWjho3GLvNs3KwHnO6F55rSm",
  "8Br9LqlKmbBRZPgFGSiHUi8gR7UerucWYZebhZltyGOKkniF83QjhrunsYndvqQ7UhvqCR7NiSywReitVSrKEU5rddvbPZUE7S/m",
  "LkfEsXLmpne03UFaFZPCUeJ0pkNXkwSo6fS0kDTYZWx6mOnI+pYUOwYQHMehb8qC0rpnLD9fBPTmPK/zV/hmIZUPN+I1jwZJhjnq",
  "wtpehySFhEc+5LQ4mZwEnInK3nrv7rQVWBstJvFiyC5Eth2QpOc83NpIgiqLr7BbcZmSgOXCWvCkn95H3TlPcV0Hy4SEgQDmYWYf",
  "1d2F25iernAhzeRoR3SwEIFzpUwHMEEwMTANBglghkgBZQMEAgEFAAQgXkvmGzQ1urwgi90SI8naUWBG/qBKTXHTsNhp7Q+b058E",
  "CJLZ49EJaYSLAgID6A==",
].join("");

async function start() {
  const management = startManagement();
  await management.putService();
  return management;
}

test("a certificate shows its subject, thumbprint and end, and nothing of it is kept but these", async () => {
  const { send, resources } = await start();
  const properties = { data: withKey, password: "opensesame" };
  expect(await send("PUT", "/certificates/orders", { properties })).toMatchObject({
    status: 201,
    body: {
      properties: {
        subject: "CN=orders.example.com, O=Gatehouse, C=GB",
        thumbprint: "62B9F78C57549C23FCECAED2136FC65296C203C4",
        expirationDate: expect.stringMatching(/^21\d\d-.*Z$/),
      },
    },
  });
  expect(JSON.stringify(resources.below(""))).not.toContain(withKey.slice(0, 40));
  expect(await send("PATCH", "/certificates/orders", { properties })).toMatchObject({ status: 405 });
});

test.each([
  ["a wrong password", { data: withKey, password: "guess" }, "data"],
  ["no private key", { data: withoutKey, password: "opensesame" }, "data"],
  ["other content", { data: "AAAA", password: "" }, "data"],
  ["no data", {}, "data"],
  ["data that isn't base64", { data: "%" }, "data"],
])("a certificate with %s is refused", async (_, properties, target) => {
  const { send } = await start();
  expect(await send("PUT", "/certificates/orders", { properties })).toMatchObject({
    status: 400,
    body: { error: { code: "ValidationError", details: [{ target }] } },
  });
});

test("a certificate from Key Vault is refused by name", async () => {
  const { send } = await start();
  const keyVault = { secretIdentifier: "https://kv.vault.azure.net/secrets/a" };
  expect(await send("PUT", "/certificates/orders", { properties: { keyVault } })).toMatchObject({
    status: 400,
    body: { error: { code: "NotSupportedByGatehouse" } },
  });
});
