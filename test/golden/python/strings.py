# case: quotes in repr
print(repr('a'), repr("it's"), repr('say "hi"'), repr('both \' and "'), repr('tab\tnew\nline\\'), repr(''), repr('é'))
print(['a', "b's"], ('x',), {'k': 'v'})
# case: methods
s = 'Hello, World'
print(s.upper(), s.lower(), s.swapcase(), s.title(), s.capitalize(), len(s), s[0], s[-1], s[1:4], s[::-1], s[::2])
print(s.find('o'), s.rfind('o'), s.index('W'), s.count('l'), s.replace('l', 'L'), s.replace('l', 'L', 1), s.startswith('He'), s.endswith(('x', 'ld')))
print('  pad '.strip() + '|', 'xxaxx'.strip('x'), 'xxa'.lstrip('x'), 'axx'.rstrip('x'), s.split(', '), 'a b  c'.split(), 'a,b,c'.split(',', 1), 'a,b,c'.rsplit(',', 1))
print('-'.join(['a', 'b', 'c']), 'abc'.partition('b'), 'a.b.c'.rpartition('.'), 'x'.center(5, '*'), 'x'.ljust(3) + '|', 'x'.rjust(3), '42'.zfill(5), '-42'.zfill(5))
print('123'.isdigit(), 'abc'.isalpha(), 'a1'.isalnum(), ' '.isspace(), 'ABC'.isupper(), 'l1\nl2\n'.splitlines(), 'ab' * 3, 'a' + 'b')
print('a b  c'.split(None, 1), 'center'.center(11), 'W' + str(1), 'abc'.find('z'))
# case: percent formatting
print('%d items' % 3, '%s and %s' % ('a', 1), '%.2f' % 3.14159, '%5d|%-5d|%05d' % (42, 42, 42), '%e' % 12345.678, '%g' % 0.0001, '%g' % 1e-5, '%g' % 1e10, '%x' % 255, '%%', '%r' % 'q')
print('%(a)s-%(b)03d' % {'a': 1, 'b': 2}, '%+d' % 5, '% d' % 5, '%10.3f|' % 2.5, '%-10s|' % 'left', '%s' % [1, 2], '%s' % (None,), '%d' % 3.9, '%i' % 7, '%.3s' % 'abcdef', '%5s' % 'ab')
print('%f' % 1e20, '%.0f' % 2.5, '%.0f' % 3.5, '%.1f' % 0.25, '%.1f' % 0.35, '%E' % 1.5, '%G' % 1e-10, '%*d' % (6, 42))
# case: percent with too few values
'%d %d' % (1,)
# case: percent with too many values
'%d' % (1, 2)
# case: format method
print('{} {}'.format(1, 'a'), '{0}{1}{0}'.format('x', 'y'), '{name}={value:.2f}'.format(name='n', value=1.5), '{:>8}|{:<8}|{:^8}|'.format('r', 'l', 'c'), '{:08.3f}'.format(3.14159), '{:,}'.format(1234567), '{:e}'.format(0.00012), '{:%}'.format(0.25))
print('{:d}'.format(42), '{:5d}'.format(42), '{:+.1f}'.format(2.55), '{{}}'.format(), '{0[1]} {0[0]}'.format([1, 2]), '{a[k]}'.format(a={'k': 5}), '{!r}'.format('s'), '{:g}'.format(1e-7), '{:*^9}'.format('mid'), '{:x}'.format(255), '{:b}'.format(5), '{:.3}'.format(3.14159), '{:10}|'.format(3), '{:10}|'.format('s'))
# case: f-strings
x, name, items = 3.14159, 'pi', [1, 2]
width = 10
print(f'{name} = {x:.2f}', f'{x!r}', f'{name!r:>6}', f'{x:{width}.3f}|', f'{items[0]} {len(items)}', f'{{}}', f'{x + 1:.1f}', f'{"nested"}', f"{name:>{width}}|")
print(f'{1000000:,}', f'{0.5:.0%}', f'{True}', f'{None}', f'{3:03d}', f'{x:8.3e}', f'{x=}', f'{-3:+d}', f'{1e-9}', f'{2**0.5:.10g}')
# case: string errors
try:
    'abc'[10]
except IndexError:
    print('index')
try:
    'abc'.index('z')
except ValueError:
    print('value')
'a' + 1
# case: escapes and raw strings
print('a\tb\x41\u00e9', r'a\tb', 'line1\
line2', 'con' 'cat', """multi
line""")
# case: iteration and membership
for c in 'abc':
    print(c, end=' ')
print()
print(list('abc'), 'b' in 'abc', sorted('cab'), ''.join(reversed('abc')), max('hello'), list(enumerate('ab')), 'abc' * 0, not '')
# case: print options
print(1, 2, sep='-', end='!\n')
print('a', 'b', sep='')
print()
print(*[1, 2, 3], sep=', ')
# case: comparison
print('abc' < 'abd', 'Z' < 'a', 'abc' == 'abc', 'a' 'b' == 'ab', 'abc' >= 'ab')
