using System.Globalization;
using BgpTranslate.Model;
using BgpTranslate.Policy;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>Communities as MetalLB writes them: <c>64512:1</c>, <c>large:64512:1:2</c> (since 0.13.10), or a name that the configuration gives one.</summary>
/// <param name="scope">Where problems go.</param>
public sealed class CommunityAliases(ResourceScope scope)
{
    private const string Large = "large:";

    private readonly Dictionary<string, Stated<string>> aliases = new(StringComparer.Ordinal);

    /// <summary>The kind of object that a name is.</summary>
    public const string Kind = "community-alias";

    /// <summary>The names, as objects of the model.</summary>
    public IEnumerable<NamedObject> Objects =>
        aliases.Select(a => new NamedObject { Kind = Kind, Name = a.Key, Origin = a.Value.Origin, Settings = Settings.Empty.With(OtherSettings.Community, a.Value.Value, a.Value.Origin) });

    /// <summary>Gives a community a name.</summary>
    public void Define(string name, Stated<string> value)
    {
        var problem = !value.Value.Contains("${", StringComparison.Ordinal) && !IsCommunity(value.Value) ? $"'{value.Value}' is no community: two numbers up to 65535 with a colon between"
            : !aliases.TryAdd(name, value) ? $"the community '{name}' is defined twice"
            : null;
        if (problem is null) return;
        scope.Refuse(value.Origin, problem);
        scope.Void(value.Origin, problem + ": refused");
    }

    /// <summary>Says which communities routes get.</summary>
    public Settings Add(Settings settings, IReadOnlyCollection<Stated<string>> words)
    {
        var resolved = words.Select(Resolve).OfType<Stated<string>>().ToArray();
        settings = With(settings, ClusterSettings.Communities, [.. resolved.Where(r => !r.Value.StartsWith(Large, StringComparison.Ordinal))]);
        return With(settings, ClusterSettings.LargeCommunities, [.. resolved.Where(r => r.Value.StartsWith(Large, StringComparison.Ordinal)).Select(r => r with { Value = r.Value[Large.Length..] })]);
    }

    /// <summary>Communities as MetalLB writes them.</summary>
    public static IEnumerable<Stated<string>> Print(Settings advertisement)
    {
        foreach (var (setting, prefix) in new[] { (ClusterSettings.Communities, ""), (ClusterSettings.WellKnownCommunities, ""), (ClusterSettings.LargeCommunities, Large) })
        {
            if (advertisement.Get(setting) is not { } words) continue;
            foreach (var word in words.Value.Split(' ')) yield return new(prefix + (setting == ClusterSettings.Communities ? Colon(word) : word), words.Origin);
        }
    }

    private static Settings With(Settings settings, Setting<string> setting, Stated<string>[] words) =>
        words.Length == 0 ? settings : settings.With(setting, string.Join(' ', words.Select(w => w.Value).Distinct().Order(StringComparer.Ordinal)), Origin.Of(words.SelectMany(w => w.Origin)));

    private Stated<string>? Resolve(Stated<string> word)
    {
        if (aliases.TryGetValue(word.Value, out var alias)) return alias with { Origin = word.Origin + alias.Origin };
        if (word.Value.Contains("${", StringComparison.Ordinal) || IsCommunity(word.Value)) return word;
        scope.Undefined(word, "community", "the configuration is refused");
        scope.Void(word.Origin, "no community of that name: refused");
        return null;
    }

    private static bool IsCommunity(string text) =>
        text.StartsWith(Large, StringComparison.Ordinal) ? Community.Parse(CommunityKind.Large, text.AsSpan(Large.Length)) is not null : Community.Parse(CommunityKind.Standard, text) is not null;

    /// <summary>A community that is written as one number.</summary>
    private static string Colon(string word) =>
        uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? string.Create(CultureInfo.InvariantCulture, $"{number >> 16}:{number & 0xFFFF}") : word;
}
