using System.Text;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>The passwords that <c>v1/Secret</c> resources hold under the key <c>password</c>.</summary>
public sealed class Secrets(StatementLog log, List<Diagnostic> diagnostics)
{
    /// <summary>The option that lets passwords into the output.</summary>
    private const string Emit = "emit-secrets";

    private readonly Dictionary<string, Stated<Secret>> passwords = new(StringComparer.Ordinal);
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    private Stated<Secret>? Use(string name)
    {
        used.Add(name);
        return passwords.TryGetValue(name, out var password) ? password : null;
    }

    /// <summary>What is said of a session, with the password of the Secret that it refers to. To be asked when all resources have been read.</summary>
    public Settings Resolve(Settings session) =>
        session.ValueOf(PeerSettings.PasswordReference) is { } name && Use(name) is { } password && !session.Has(PeerSettings.Password) ? session.With(PeerSettings.Password, password.Value, password.Origin) : session;

    /// <summary>Reads a Secret.</summary>
    public void Read(Resource resource)
    {
        resource.CloseMetadata();
        Stated<Secret>? password = null;
        if (resource.Root.Object("stringData") is { } texts)
        {
            if (texts.Text("password") is { } text) password = new(new Secret(text.Value), resource.Origin + text.Origin);
            texts.DismissRest(new Outcome.OutOfScope("not the key that BGP reads"));
        }

        if (resource.Root.Object("data") is { } data)
        {
            if (data.Text("password") is { } encoded) password ??= Decoded(encoded, resource);
            data.DismissRest(new Outcome.OutOfScope("not the key that BGP reads"));
        }

        foreach (var key in new[] { "type", "immutable" }) resource.Root.Dismiss(key, new Outcome.OutOfScope("the type of a Secret"));
        if (password is { } found) passwords[resource.Name] = found;
        else resource.Dismiss(new Outcome.OutOfScope("a Secret without a BGP password"));
    }

    /// <summary>Closes the Secrets that nothing refers to.</summary>
    public void CloseUnused()
    {
        foreach (var (name, password) in passwords)
        {
            foreach (var statement in used.Contains(name) ? Origin.None : password.Origin) log.Close(statement, new Outcome.OutOfScope("no session refers to this Secret"));
        }
    }

    /// <summary>
    /// The Secrets that hold the passwords of peers, for output. Passwords leave the program only when asked for; otherwise it is announced which Secrets are wanted.
    /// </summary>
    /// <param name="peers">The peers.</param>
    /// <param name="options">Facts given with <c>--set</c>.</param>
    /// <param name="type">The type of Secret that the speaker wants, and its namespace.</param>
    /// <param name="announcements">Where it is announced.</param>
    public static IEnumerable<YamlMap> Print(IEnumerable<EffectivePeer> peers, IReadOnlyDictionary<string, string> options, (string Type, string Namespace) type, List<Announcement> announcements)
    {
        var emit = options.TryGetValue(Emit, out var answer) && YamlScalar.IsTrue(answer);
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var peer in peers)
        {
            if (peer.Get(PeerSettings.Password) is not { Value: Secret password } said || peer.Get(PeerSettings.PasswordReference).Value is not string name) continue;
            if (!emit)
            {
                var where = type.Namespace == "kube-system" ? "the namespace of Cilium" : $"the namespace {type.Namespace}";
                announcements.Add(new Announcement(
                    Disposition.NeedsInput, $"the Secret '{name}' with key 'password' must exist in {where}; --set {Emit}=yes writes it", FactPath.Of(peer.Instance.Instance, peer.Peer), PeerSettings.Password));
                continue;
            }

            if (!written.Add(name)) continue;
            var map = new YamlMap().Add("apiVersion", "v1", said.Origin).Add("kind", "Secret", said.Origin)
                .Add("metadata", new YamlMap().Add("name", name, said.Origin).Add("namespace", type.Namespace), said.Origin);
            if (type.Type.Length > 0) map.Add("type", type.Type);
            yield return map.Add("stringData", new YamlMap().Add("password", password.Reveal(), said.Origin), said.Origin);
        }
    }

    private Stated<Secret>? Decoded(Stated<string> encoded, Resource resource)
    {
        var buffer = new byte[(encoded.Value.Length * 3 / 4) + 3];
        if (Convert.TryFromBase64String(encoded.Value, buffer, out var length))
            return new(new Secret(Encoding.UTF8.GetString(buffer, 0, length).TrimEnd('\n')), resource.Origin + encoded.Origin);
        diagnostics.Add(DiagnosticCatalogue.Refused(encoded.Origin.First!.Span, "'password' is no base64 text"));
        foreach (var statement in encoded.Origin) log.Close(statement, new Outcome.Inherent("no base64 text: the object is refused"));
        return null;
    }
}
