# case: integer and float arithmetic
print(7 + 3, 7 - 10, 7 * -3, 7 / 2, 7 // 2, -7 // 2, 7 % 3, -7 % 3, 7 % -3, 2 ** 10, 2 ** -1)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 1e3, 0.1 + 0.2, 1 / 3, 2.0 ** 0.5)
# case: float text
print(1e16, 1e15, 123456789.123, 1e-4, 1e-5, 0.0, -0.0, 5., .5, 1e22, 1e100, 3.0)
print(float('inf'), -float('inf'), float('nan'), 1e308 * 10)
# case: big integers that doubles hold
print(2 ** 53, 2 ** 60, 10 ** 15, 1 << 40, 2 ** 100)
# case: booleans are integers
print(True + True, True * 3, False - 1, True / 2, True & False, True | False, True ^ True, -True, ~True)
print(True == 1, isinstance(True, int), sum([True, True, False]))
# case: comparisons
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0, 1 != 2, 3 >= 3, not 1 > 2, 1 < 2 > 0)
print('a' < 'b', [1, 2] < [1, 3], (1, 2) == (1, 2), [1, 2] == (1, 2), None is None, 1 is not None)
print(float('nan') == float('nan'), [1, 2] != [1, 2], 'abc' in 'xabcx', 3 in [1, 2, 3], 4 not in (1, 2))
# case: bits
print(6 & 3, 6 | 3, 6 ^ 3, ~6, 1 << 5, 100 >> 3, -5 >> 1, -5 & 3)
# case: division by zero
try:
    1 / 0
except ZeroDivisionError as e:
    print('caught', type(e).__name__)
try:
    1 % 0
except ZeroDivisionError:
    print('caught too')
1.0 // 0
# case: conversions
print(int(3.9), int(-3.9), int('42'), int('  -7 '), int('ff', 16), int('0b101', 2), int(True), float('1e-3'), float(3), float(' 2.5 '))
print(bool(0), bool(''), bool('a'), bool([]), bool([0]), bool(None), bool(0.0), bool({}), str(3.0), str(None))
print(int('1_000'), complex is not None)
# case: bad conversion
int('x')
# case: abs round pow divmod
print(abs(-3), abs(2.5), abs(-0.0), round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(1.5), round(0.15, 1))
print(pow(2, 3), pow(2, 3, 5), divmod(7, 2), divmod(-7, 2), divmod(7.5, 2))
print(type(round(2.5)), round(2.567, 1), round(5, 2), round(1e300, 2))
# case: min max sum
print(min(3, 1, 2), max([3, 1, 2]), max('abc'), min([[2], [1, 5]]), max(3, 2.0, 3.0), min((4,), default=9), max([], default=-1))
print(sum([1, 2, 3]), sum([0.1] * 3), sum([[1], [2]], []), sum((x for x in range(5)), 10), max([1, 5, 3], key=lambda v: -v))
# case: bases
print(bin(10), hex(255), oct(8), bin(-3), chr(65), ord('A'), 0x1f, 0b11, 0o17, 1_000)
# case: chained and conditional
x = 5
print('big' if x > 3 else 'small', x > 3 and 'yes', x < 3 or 'no', 0 or None, 1 and 0 and 2)
a = b = c = 2
a += 1
b *= 3
c **= 3
x //= 2
print(a, b, c, x)
x -= 10; x %= 3
print(x)
# case: operator precedence
print(2 + 3 * 4 ** 2 / 8 - 1, -2 ** 2, (2 + 3) * 4, not True == False, 1 + 2 << 3, 2 ** 3 ** 2, -3 % 5, 7 - 3 - 2)
# case: identity and hash
print(hash(3) == hash(3.0), {1: 'a', 1.0: 'b', True: 'c'}, len({1, 1.0, True}))
# case: type names
print(type(1), type(1.0), type('a'), type([]), type(()), type({}), type(None), type(True), type(set()), type(len), type(lambda: 0))
print(type(1) == int, type('') is str, type(1.5).__name__, isinstance(3, (str, int)), isinstance(3, float), isinstance([], list))
# case: unsupported operand types
1 + 'a'
# case: not callable
x = 3
x()
# case: overflow of a power
2.0 ** 10000
