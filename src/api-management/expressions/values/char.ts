/** A System.Char: one UTF-16 code unit. Equal characters are one object, so `===` compares them. */
export class Char {
  readonly code: number;
  readonly text: string;

  private constructor(code: number) {
    this.code = code;
    this.text = String.fromCharCode(code);
  }

  private static readonly known = new Map<number, Char>();

  /** The character with this code unit; only the low sixteen bits count. */
  static of(code: number): Char {
    const unit = code & 0xffff;
    let char = Char.known.get(unit);
    if (char === undefined) {
      char = new Char(unit);
      Char.known.set(unit, char);
    }
    return char;
  }
}
