import { describe, expect, test } from "vitest";
import { TerraformError } from "../terraform-error.ts";
import { evaluateText } from "../testing/evaluate-text.ts";

describe("network functions", () => {
  // The results are those of `terraform console` 1.11.
  test.each<[expression: string, result: unknown]>([
    ['cidrhost("10.12.112.0/20", 16)', "10.12.112.16"],
    ['cidrhost("10.12.112.0/20", 268)', "10.12.113.12"],
    ['cidrhost("10.12.112.0/20", -1)', "10.12.127.255"],
    ['cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)', "fd00:fd12:3456:7890::22"],
    ['cidrhost("2001:db8::/32", 0)', "2001:db8::"],
    ['cidrhost("fe80:0:0:1::/64", 1)', "fe80:0:0:1::1"],
    ['cidrhost("1:0:0:2:0:0:0:3/128", 0)', "1:0:0:2::3"],
    ['cidrnetmask("172.16.0.0/12")', "255.240.0.0"],
    ['cidrnetmask("10.0.0.0/32")', "255.255.255.255"],
    ['cidrnetmask("0.0.0.0/0")', "0.0.0.0"],
    ['cidrsubnet("172.16.0.0/12", 4, 2)', "172.18.0.0/16"],
    ['cidrsubnet("10.1.2.0/24", 4, 15)', "10.1.2.240/28"],
    ['cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)', "fd00:fd12:3456:7800:a200::/72"],
    ['cidrsubnet("10.0.0.5/24", 0, 0)', "10.0.0.0/24"],
    ['cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)', ["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24", "10.1.48.0/20"]],
    ['cidrsubnets("10.1.0.0/16", 8, 4)', ["10.1.0.0/24", "10.1.16.0/20"]],
    [
      'cidrsubnets("fd00:fd12:3456:7890::/56", 16, 16, 16, 32)',
      [
        "fd00:fd12:3456:7800::/72",
        "fd00:fd12:3456:7800:100::/72",
        "fd00:fd12:3456:7800:200::/72",
        "fd00:fd12:3456:7800:300::/88",
      ],
    ],
    [
      '[for cidr_block in cidrsubnets("10.0.0.0/8", 8, 8, 8, 8) : cidrsubnets(cidr_block, 4, 4)]',
      [
        ["10.0.0.0/20", "10.0.16.0/20"],
        ["10.1.0.0/20", "10.1.16.0/20"],
        ["10.2.0.0/20", "10.2.16.0/20"],
        ["10.3.0.0/20", "10.3.16.0/20"],
      ],
    ],
  ])("%s is %j", (expression, result) => {
    expect(evaluateText(expression)).toEqual(result);
  });

  test.each([
    ['cidrhost("10.0.0.1", 1)', "invalid CIDR address: 10.0.0.1"],
    ['cidrhost("10.0.0.0/33", 1)', "invalid CIDR address"],
    ['cidrhost("10.0.0.0/30", 4)', "prefix of 30 does not accommodate a host numbered 4"],
    ['cidrnetmask("fd00::/8")', "IPv6 addresses cannot have a netmask"],
    ['cidrsubnet("10.0.0.0/30", 4, 0)', "insufficient address space to extend prefix of 30 by 4"],
    ['cidrsubnet("10.0.0.0/8", 2, 4)', "does not accommodate a subnet numbered 4"],
    ['cidrsubnets("10.0.0.0/30", 1, 1, 1)', "not enough remaining address space"],
    ['cidrsubnets("10.0.0.0/30", 0)', "at least one bit"],
  ])("%s is refused: %s", (expression, message) => {
    const evaluate = () => evaluateText(expression);
    expect(evaluate).toThrow(TerraformError);
    expect(evaluate).toThrow(message);
    expect(evaluate).toThrow(/^test\.tf:1: /);
  });
});
