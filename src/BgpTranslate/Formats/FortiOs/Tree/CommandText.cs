using BgpTranslate.Formats.FortiOs.Syntax;
using BgpTranslate.Formats.FortiOs.Vocabulary;

namespace BgpTranslate.Formats.FortiOs.Tree;

/// <summary>Commands in FortiOS's canonical words, and the way back.</summary>
internal static class CommandText
{
    /// <summary><c>config NAME</c>; the protocol of a redistribution is quoted.</summary>
    public static string Config(string table)
    {
        const string redistribute = "redistribute";
        var blank = table.IndexOf(' ');
        return table.StartsWith(redistribute, StringComparison.Ordinal) && blank > 0 ? $"config {table[..blank]} {Quoting.Quote(table[(blank + 1)..])}" : "config " + table;
    }

    /// <summary><c>edit KEY</c>: numbers bare, names quoted.</summary>
    public static string Edit(string table, string key) => Scope.IsNumbered(table) ? "edit " + key : "edit " + Quoting.Quote(key);

    /// <summary><c>set ATTRIBUTE VALUE …</c>; an encrypted secret is bare, with <c>ENC</c> before it.</summary>
    public static string Set(ConfigAttribute attribute)
    {
        var quoted = Schema.IsQuoted(attribute.Name) && attribute.Values is not ["ENC", _];
        return $"set {attribute.Name} {string.Join(' ', attribute.Values.Select(v => quoted || v.Length == 0 || v.AsSpan().ContainsAny(" \"'\\\n") ? Quoting.Quote(v) : v))}";
    }

    /// <summary>The words of a command made here.</summary>
    public static IReadOnlyList<string> Split(string command)
    {
        var words = new List<string>();
        var start = -1;
        var quoted = false;
        for (var i = 0; i <= command.Length; i++)
        {
            var c = i < command.Length ? command[i] : ' ';
            if (c == ' ' && !(quoted && i < command.Length))
            {
                if (start >= 0) words.Add(Quoting.Unquote(command.AsSpan(start, i - start)));
                start = -1;
                continue;
            }

            if (start < 0) start = i;
            if (c == '\\') i++;
            else if (c == '"') quoted = !quoted;
        }

        return words;
    }
}
