/**
 * Why an expression is refused when its policy is saved. `CS…` codes are those of the C# compiler; the others name what
 * this engine refuses beyond it.
 */
export type CompileErrorCode =
  | "CS0019" // operator can't be applied to these types
  | "CS0020" // division by constant zero
  | "CS0021" // type can't be indexed
  | "CS0023" // unary operator can't be applied
  | "CS0026" // `this` outside of a type
  | "CS0029" // no implicit conversion
  | "CS0030" // no conversion
  | "CS0031" // constant does not fit
  | "CS0037" // null for a value type
  | "CS0039" // `as` can never succeed
  | "CS0077" // `as` with a type that can't be null
  | "CS0103" // unknown name
  | "CS0117" // type has no such static member
  | "CS0119" // a type where a value is expected
  | "CS0120" // instance member used without an instance
  | "CS0121" // ambiguous call
  | "CS0126" // return without a value
  | "CS0127" // return with a value where none is allowed
  | "CS0128" // name is declared twice
  | "CS0131" // left side can't be assigned
  | "CS0133" // not a constant
  | "CS0136" // name hides an outer local
  | "CS0139" // break or continue outside of a loop
  | "CS0144" // type can't be created
  | "CS0150" // a constant is expected
  | "CS0152" // case label occurs twice
  | "CS0155" // thrown value is no exception
  | "CS0156" // `throw;` outside of a catch clause
  | "CS0159" // unknown label
  | "CS0160" // catch clause is never reached
  | "CS0161" // not all paths return a value
  | "CS0163" // control falls through a switch section
  | "CS0165" // local is read before it has a value
  | "CS0173" // conditional has no common type
  | "CS0176" // static member used through an instance
  | "CS0200" // property is read-only
  | "CS0201" // not a statement
  | "CS0220" // constant overflow
  | "CS0221" // constant conversion overflow
  | "CS0246" // unknown type
  | "CS0266" // an explicit conversion is needed
  | "CS0411" // type arguments can't be inferred
  | "CS0428" // method group where a value is expected
  | "CS0664" // literal of the wrong kind
  | "CS0746" // anonymous member without a name
  | "CS0815" // `var` from a value without a type
  | "CS0818" // `var` without a value
  | "CS0819" // several declarators for `var`
  | "CS0820" // `var` from an array initializer
  | "CS0826" // array has no best type
  | "CS0833" // anonymous member twice
  | "CS1002" // `;` expected
  | "CS1003" // another token expected
  | "CS1009" // unknown escape
  | "CS1010" // line end in a literal
  | "CS1011" // empty character literal
  | "CS1012" // character literal too long
  | "CS1013" // number can't be read
  | "CS1021" // integer too large
  | "CS1026" // `)` expected
  | "CS1035" // comment without an end
  | "CS1039" // string without an end
  | "CS1056" // unexpected character
  | "CS1061" // type has no such member
  | "CS1073" // unexpected token after the end
  | "CS1501" // wrong number of arguments
  | "CS1503" // argument of the wrong type
  | "CS1510" // ref or out needs a variable
  | "CS1513" // `}` expected
  | "CS1525" // unexpected token
  | "CS1547" // void where a type is expected
  | "CS1579" // foreach over something else
  | "CS1593" // delegate takes another number of arguments
  | "CS1604" // local is read-only
  | "CS1643" // not all paths of a lambda return
  | "CS1660" // lambda where no delegate is expected
  | "CS1661" // lambda parameter of the wrong type
  | "CS1729" // no such constructor
  | "CS1738" // positional argument after a named one
  | "CS1739" // no parameter of this name
  | "CS1922" // type takes no collection initializer
  | "CS1955" // property used as a method
  | "CS8076" // `}` of an interpolation missing
  | "CS8086" // `}` in an interpolated string
  | "CS8116" // pattern type can't be nullable
  | "CS8121" // pattern can never match
  | "CS8115" // throw expression out of place
  | "CS8716" // default without a type
  | "ExpressionStart" // text does not start with `@(` or `@{`
  | "ExpressionTooDeep" // nested beyond the limit
  | "ResultType" // result does not fit where the expression stands
  | "TypeNotAllowed" // .NET type that policy expressions may not name
  | "RegexNotSupported" // .NET regular expression that has no linear-time form
  | "NotSupported"; // C# that this engine does not run

/** An expression does not compile. `line` and `column` count from 1 within the expression; `code` is stable. */
export class ExpressionCompileError extends Error {
  override readonly name = "ExpressionCompileError";
  readonly code: CompileErrorCode;
  readonly line: number;
  readonly column: number;

  constructor(code: CompileErrorCode, message: string, source: string, offset: number) {
    const before = source.slice(0, offset);
    const line = before.split("\n").length;
    const column = offset - (before.lastIndexOf("\n") + 1) + 1;
    super(`${code} at line ${line}, column ${column}: ${message}`);
    this.code = code;
    this.line = line;
    this.column = column;
  }
}
