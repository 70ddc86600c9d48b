using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>A format made of Kubernetes resources. It reads those of its own kinds; a file, or several, may hold resources of several such formats (<see cref="ResourceReading"/>).</summary>
public abstract class KubernetesFormat : Format
{
    /// <inheritdoc/>
    public sealed override string Extension => ".yaml";

    /// <inheritdoc/>
    public sealed override ReadResult Read(ReadRequest request) => ResourceReading.Read([request.File], request, [this]);

    /// <summary>True when a text says a key with a value that starts so, in YAML or JSON; prose only mentions it.</summary>
    protected static bool Says(SourceFile file, string key, string value)
    {
        var text = file.Content.AsSpan();
        for (int next; (next = text.IndexOf(value, StringComparison.Ordinal)) >= 0; text = text[(next + value.Length)..])
        {
            if (text[..next].TrimEnd(" \t\"'") is [.. var before, ':'] && before.TrimEnd("\"'").EndsWith(key)) return true;
        }

        return false;
    }

    /// <summary>Starts to read resources.</summary>
    /// <param name="scope">What all formats that read the same resources share.</param>
    public abstract ResourceReader Begin(ResourceScope scope);
}

/// <summary>Reads the resources of one format, one by one.</summary>
public abstract class ResourceReader
{
    /// <summary>Reads a resource. False when it belongs to another format or none: then nothing of it has been taken.</summary>
    public abstract bool Read(Resource resource);

    /// <summary>What all of them say, once the last has been read: references are resolved now.</summary>
    public abstract (Configuration Configuration, Platform Platform) Finish();
}

/// <summary>What formats share that read the same resources.</summary>
/// <param name="log">The statements of all resources.</param>
/// <param name="diagnostics">Where problems go.</param>
/// <param name="request">What the user says.</param>
public sealed class ResourceScope(StatementLog log, List<Diagnostic> diagnostics, ReadRequest request)
{
    /// <summary>The statements of all resources.</summary>
    public StatementLog Log => log;

    /// <summary>Where problems go.</summary>
    public List<Diagnostic> Diagnostics => diagnostics;

    /// <summary>What the user says.</summary>
    public ReadRequest Request => request;

    /// <summary>Secrets, whoever refers to them.</summary>
    public Secrets Secrets { get; } = new(log, diagnostics);

    /// <summary>Nodes of the cluster, as far as they are known.</summary>
    public List<ClusterNode> Nodes { get; } = [];

    /// <summary>Closes statements as having no effect of their own, and says why.</summary>
    public void Void(Origin origin, string reason)
    {
        foreach (var statement in origin) log.Close(statement, new Outcome.Inherent(reason));
    }

    /// <summary>Says something about a place.</summary>
    public void Note(Origin origin, string note) => diagnostics.Add(DiagnosticCatalogue.SourceNote(origin.First?.Span, note));

    /// <summary>Reports something that the cluster refuses.</summary>
    public void Refuse(Origin origin, string problem)
    {
        if (origin.First is { } statement) diagnostics.Add(DiagnosticCatalogue.Refused(statement.Span, problem));
    }

    /// <summary>Reports a name that nothing has.</summary>
    public void Undefined(Stated<string> name, string kind, string effect) =>
        diagnostics.Add(DiagnosticCatalogue.Undefined(name.Origin.First?.Span, kind, name.Value, effect));
}
