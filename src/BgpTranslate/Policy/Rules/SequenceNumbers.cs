using System.Collections.Immutable;
using System.Globalization;

namespace BgpTranslate.Policy.Rules;

/// <summary>Numbers of the entries of a route map, 1 to 65535.</summary>
public static class SequenceNumbers
{
    /// <summary>The user's numbers where they rise, tens between them; tens throughout where there is no room.</summary>
    public static uint[] Of(ImmutableArray<Rule> rules)
    {
        var numbers = new uint[rules.Length];
        var step = rules.Length > 6000 ? 1u : 10u;
        uint last = 0;
        for (var i = 0; i < rules.Length;)
        {
            var next = i;
            uint target = 0;
            while (next < rules.Length && !(uint.TryParse(rules[next].Name, NumberStyles.None, CultureInfo.InvariantCulture, out target)
                && target is <= 65535 and > 0 && target > last + (uint)(next - i))) next++;
            if (next < rules.Length)
            {
                for (var j = i; j < next; j++) numbers[j] = last + ((target - last) * (uint)(j - i + 1) / (uint)(next - i + 1));
                numbers[next] = last = target;
            }
            else
            {
                for (var j = i; j < rules.Length; j++) numbers[j] = last = ((last / step) + 1) * step;
            }

            i = next + 1;
        }

        return numbers.Length > 0 && numbers[^1] > 65535 ? [.. Enumerable.Range(1, rules.Length).Select(n => (uint)n)] : numbers;
    }
}
