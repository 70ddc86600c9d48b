using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>A statement of a protocol, a template or a channel.</summary>
/// <param name="Key">What it is about: a child that says the same key overrides its template.</param>
/// <param name="Text">The statement without its semicolon.</param>
/// <param name="Origin">Who said it.</param>
/// <param name="OnlyOverrides">It says what holds anyway, unless a template says otherwise.</param>
internal sealed record Item(string Key, string Text, Origin Origin = default, bool OnlyOverrides = false)
{
    /// <summary>What it stands in for, because the input does not say it; empty for what it says.</summary>
    public string Missing { get; init; } = "";

    /// <summary>A statement that is kept word for word.</summary>
    public static Item Kept(Carried carried) => new($"kept {carried.Text}", carried.Text.TrimEnd(';'), carried.Origin);

    /// <summary>What a child has to say: what its template does not say already.</summary>
    public static IEnumerable<Item> Beyond(IReadOnlyCollection<Item> inherited, IEnumerable<Item> own) => own.Where(o =>
        inherited.FirstOrDefault(i => i.Key == o.Key) is { } said ? said.Text != o.Text : !o.OnlyOverrides);
}
