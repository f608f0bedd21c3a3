import { DotNetError } from "../dotnet-error.ts";

const largest = (1n << 96n) - 1n;
const maximumScale = 28;

const overflow = (): DotNetError =>
  new DotNetError("System.OverflowException", "Value was either too large or too small for a Decimal.");

const powerOfTen = (exponent: number): bigint => 10n ** BigInt(exponent);

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** Divides and rounds a tie to the even neighbour. */
function divideToEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = absolute(dividend % divisor) * 2n;
  const size = absolute(divisor);
  const away = twice > size || (twice === size && quotient % 2n !== 0n);
  if (!away) return quotient;
  return dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
}

/** How {@link Decimal.round} treats a value half-way between two neighbours. */
export type TieRule = "even" | "away";

/** A System.Decimal: a 96-bit integer and a scale of 0 to 28, which `1.50` keeps. */
export class Decimal {
  readonly digits: bigint;
  readonly scale: number;

  private constructor(digits: bigint, scale: number) {
    this.digits = digits;
    this.scale = scale;
  }

  /** `digits / 10^scale`, rounded to what a decimal can hold. @throws DotNetError System.OverflowException */
  static of(digits: bigint, scale = 0): Decimal {
    let kept = digits;
    let keptScale = scale;
    if (keptScale < 0) {
      kept *= powerOfTen(-keptScale);
      keptScale = 0;
    }
    let excess = Math.max(0, keptScale - maximumScale);
    const length = absolute(kept).toString().length;
    excess = Math.max(excess, Math.min(length - 29, keptScale));
    while (true) {
      const rounded = excess > 0 ? divideToEven(kept, powerOfTen(excess)) : kept;
      if (absolute(rounded) <= largest) return new Decimal(rounded, keptScale - Math.max(excess, 0));
      if (excess >= keptScale) throw overflow();
      excess = Math.max(excess, 0) + 1;
    }
  }

  /** The decimal that `text` writes (`-12.50`, `1e3`), or null. */
  static parse(text: string): Decimal | null {
    const match = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,4}))?$/.exec(text);
    if (match === null || (match[2] === "" && match[3] === "")) return null;
    const fraction = match[3] ?? "";
    const digits = BigInt(`${match[2]}${fraction}`) * (match[1] === "-" ? -1n : 1n);
    return Decimal.of(digits, fraction.length - Number(match[4] ?? 0));
  }

  /** Converts as .NET does: a double keeps 15 significant digits, a float 7. */
  static fromDouble(value: number, significant = 15): Decimal {
    if (!Number.isFinite(value) || Math.abs(value) >= 7.9228162514264338e28) throw overflow();
    const parsed = Decimal.parse(value.toPrecision(significant));
    if (parsed === null) throw overflow();
    return parsed.trimmed();
  }

  /** The same value without trailing zeros after the point. */
  trimmed(): Decimal {
    let { digits, scale } = this;
    while (scale > 0 && digits % 10n === 0n) {
      digits /= 10n;
      scale--;
    }
    return new Decimal(digits, scale);
  }

  private at(scale: number): bigint {
    return this.digits * powerOfTen(scale - this.scale);
  }

  add(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return Decimal.of(this.at(scale) + other.at(scale), scale);
  }

  subtract(other: Decimal): Decimal {
    return this.add(other.negate());
  }

  multiply(other: Decimal): Decimal {
    return Decimal.of(this.digits * other.digits, this.scale + other.scale);
  }

  divide(other: Decimal): Decimal {
    if (other.digits === 0n) throw new DotNetError("System.DivideByZeroException", "Attempted to divide by zero.");
    const smallest = this.scale - other.scale;
    const extra = 60;
    const quotient = Decimal.of(divideToEven(this.digits * powerOfTen(extra), other.digits), smallest + extra);
    let { digits, scale } = quotient;
    while (scale > Math.max(smallest, 0) && digits % 10n === 0n) {
      digits /= 10n;
      scale--;
    }
    return new Decimal(digits, scale);
  }

  remainder(other: Decimal): Decimal {
    if (other.digits === 0n) throw new DotNetError("System.DivideByZeroException", "Attempted to divide by zero.");
    const scale = Math.max(this.scale, other.scale);
    return Decimal.of(this.at(scale) % other.at(scale), scale);
  }

  negate(): Decimal {
    return new Decimal(-this.digits, this.scale);
  }

  compare(other: Decimal): number {
    const scale = Math.max(this.scale, other.scale);
    const left = this.at(scale);
    const right = other.at(scale);
    return left < right ? -1 : left > right ? 1 : 0;
  }

  /** Rounds to `places` digits after the point. */
  round(places: number, ties: TieRule = "even"): Decimal {
    if (this.scale <= places) return this;
    const divisor = powerOfTen(this.scale - places);
    if (ties === "even") return new Decimal(divideToEven(this.digits, divisor), places);
    const half = this.digits < 0n ? -divisor / 2n : divisor / 2n;
    return new Decimal((this.digits + half) / divisor, places);
  }

  /** The integer part, toward zero. */
  truncate(): bigint {
    return this.digits / powerOfTen(this.scale);
  }

  floor(): Decimal {
    const whole = this.truncate();
    const below = this.digits < 0n && this.digits % powerOfTen(this.scale) !== 0n;
    return new Decimal(below ? whole - 1n : whole, 0);
  }

  toNumber(): number {
    return Number(this.toString());
  }

  /** Invariant text, with every digit of the scale. */
  toString(): string {
    const digits = absolute(this.digits)
      .toString()
      .padStart(this.scale + 1, "0");
    const sign = this.digits < 0n ? "-" : "";
    if (this.scale === 0) return sign + digits;
    return `${sign}${digits.slice(0, -this.scale)}.${digits.slice(-this.scale)}`;
  }
}
