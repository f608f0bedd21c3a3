/** Writes a number as Terraform turns it into text: never with an exponent. */
export function formatNumber(value: number): string {
  const text = String(value === 0 ? 0 : value);
  const [digits = "", exponentText] = text.split("e");
  if (exponentText === undefined) return text;
  const negative = digits.startsWith("-");
  const [whole = "", fraction = ""] = digits.replace("-", "").split(".");
  const exponent = Number(exponentText);
  const plain =
    exponent < 0 ? `0.${"0".repeat(-exponent - 1)}${whole}${fraction}` : `${whole}${fraction.padEnd(exponent, "0")}`;
  return negative ? `-${plain}` : plain;
}
