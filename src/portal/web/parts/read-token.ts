/** Header and claims of a signed token as JSON, times as dates; undefined if the text is none. The signature isn't looked at. */
export function readToken(text: string): string | undefined {
  const parts = /(eyJ[\w-]+)\.([\w-]+)\./.exec(text);
  if (parts === null) return undefined;
  try {
    const [header, claims] = [parts[1], parts[2]].map((part) => JSON.parse(decode(part ?? "")) as unknown);
    return JSON.stringify({ header, claims }, undefined, 2).replace(
      /"(exp|iat|nbf)": (\d{9,11})/g,
      (whole, _name, seconds: string) => `${whole}  (${new Date(Number(seconds) * 1000).toISOString()})`,
    );
  } catch {
    return undefined;
  }
}

function decode(base64url: string): string {
  const bytes = Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
    character.charCodeAt(0),
  );
  return new TextDecoder().decode(bytes);
}
