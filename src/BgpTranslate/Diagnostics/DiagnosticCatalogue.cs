using System.Diagnostics;
using BgpTranslate.Text;

namespace BgpTranslate.Diagnostics;

/// <summary>
/// Every code that the program can report, with a typed factory each. BGPX1xxx: reading; BGPX2xxx: what a conversion could not keep; BGPX3xxx: defects of this program; BGPX4xxx: use.
/// </summary>
public static class DiagnosticCatalogue
{
    private static readonly DiagnosticCode UnrecognizedCode = new(
        "BGPX1001", Severity.Warning, "A statement is not recognized",
        "The reader does not know this statement, so nothing in the output stands for it. It may be a typing error, a statement of another platform, or one that bgpx does not know yet.",
        "router bgp 65000\n neighbour 192.0.2.1 remote-as 65001",
        "Check the spelling. If the real software accepts the statement, translate it by hand and report it as a gap.");

    private static readonly DiagnosticCode SyntaxCode = new(
        "BGPX1002", Severity.Warning, "A statement cannot be parsed",
        "The text breaks the grammar of its format here. Reading goes on with the next statement.",
        "protocol bgp p1 { neighbor 192.0.2.1 as; }",
        "Mend the statement; the real software refuses it too.");

    private static readonly DiagnosticCode BadValueCode = new(
        "BGPX1003", Severity.Warning, "A value is out of range",
        "The value is not one that the setting can have. The real software refuses the statement, so it has no effect.",
        "neighbor 192.0.2.1 ttl-security hops 300",
        "Give a value within the range named in the message.");

    private static readonly DiagnosticCode UndefinedCode = new(
        "BGPX1004", Severity.Warning, "A name is used but not defined",
        "A policy, set, group or template of that name does not exist in the input. The message says what the platform does then.",
        "neighbor 192.0.2.1 route-map MISSING in",
        "Define it, or include the file that does.");

    private static readonly DiagnosticCode DuplicateCode = new(
        "BGPX1005", Severity.Info, "A statement overrides an earlier one",
        "The same thing is said twice; the later statement counts.",
        "bgp router-id 192.0.2.1\nbgp router-id 192.0.2.2",
        "Remove the one that is not meant.");

    private static readonly DiagnosticCode IncludeCode = new(
        "BGPX1006", Severity.Warning, "An included file cannot be read",
        "What the file says is missing from the conversion. Names it defines appear as undefined.",
        "include \"/etc/bird/peers/*.conf\";",
        "Run bgpx where the file is, or name the folder with --include-root.");

    private static readonly DiagnosticCode RefusedCode = new(
        "BGPX1007", Severity.Warning, "The source platform refuses this statement",
        "The statement is well formed, but the real software rejects it where it stands, so it has no effect.",
        "router bgp 65000\nrouter bgp 65001",
        "Remove or mend it.");

    private static readonly DiagnosticCode AbbreviationCode = new(
        "BGPX1008", Severity.Info, "An abbreviated keyword",
        "Which full keyword an abbreviation means depends on the release.",
        "neigh 192.0.2.1 remote-as 65001",
        "Write the keyword in full.");

    private static readonly DiagnosticCode SourceNoteCode = new(
        "BGPX1009", Severity.Info, "A note about the source",
        "Something about the input is worth knowing; nothing is lost by it.",
        "frr version 8.4",
        "Nothing needs to be done.");

    private static readonly DiagnosticCode InputFormatCode = new(
        "BGPX1010", Severity.Error, "The input is of no known format",
        "No format fits the text, or the format named does not.",
        "{{ range .Values.peers }}",
        "Name the format with --from, or render templates first.");

    private static readonly DiagnosticCode LostCode = new(
        "BGPX2001", Severity.Warning, "A statement has no counterpart in the output",
        "The target cannot say it, or the writer cannot yet. The network will behave differently without it.",
        "neighbor 192.0.2.1 bfd   (to cilium-crd)",
        "Decide whether the network can do without it; else configure it by other means.");

    private static readonly DiagnosticCode ApproximatedCode = new(
        "BGPX2002", Severity.Warning, "A statement is translated with a difference in meaning",
        "The output holds something close, not the same. The message says what differs.",
        "neighbor 192.0.2.1 disable-connected-check   (to bird)",
        "Check whether the difference matters in your network.");

    private static readonly DiagnosticCode NeedsInputCode = new(
        "BGPX2003", Severity.Warning, "The target wants a fact that the source does not hold",
        "Nothing is guessed. The message names the option that supplies the fact.",
        "bgp router-id 192.0.2.1   (to cilium-crd: which node?)",
        "Run again with the option.");

    private static readonly DiagnosticCode DefaultDiffersCode = new(
        "BGPX2004", Severity.Info, "A default of the target differs and cannot be overridden",
        "Nobody wrote the value, but the source platform's default holds in the network today, and the target does otherwise.",
        "FRR restarts its connect timer after 120 s; the target after 30 s",
        "Check whether the difference matters in your network.");

    private static readonly DiagnosticCode RenamedCode = new(
        "BGPX2005", Severity.Info, "A name was changed",
        "The target does not allow the name, or another thing has it already.",
        "route-map CUST-IN   (to bird: CUST_IN)",
        "Nothing needs to be done.");

    private static readonly DiagnosticCode UnannouncedCode = new(
        "BGPX3001", Severity.Error, "The output does not mean what the source means",
        "bgpx read its own output back and found a difference that its writer had not announced. This is a defect of bgpx.",
        "peer 192.0.2.1 / hold-time: 180 in the source, 240 in the output",
        "Do not use the output for the statement named. Please report the defect with the smallest input that shows it.");

    private static readonly DiagnosticCode NoFactCode = new(
        "BGPX3002", Severity.Error, "A statement left no trace",
        "The reader accepted the statement, but nothing in the model depends on it. This is a defect of bgpx.",
        "(none known)",
        "Treat the statement as lost. Please report the defect.");

    private static readonly DiagnosticCode UnreadableOutputCode = new(
        "BGPX3003", Severity.Error, "The output cannot be read back",
        "bgpx does not recognize a line that it wrote itself. This is a defect of bgpx.",
        "(none known)",
        "Check the line by hand. Please report the defect.");

    private static readonly DiagnosticCode InternalCode = new(
        "BGPX3004", Severity.Error, "The program failed on this input",
        "An unexpected error ended the conversion of this file. Other files are not affected. This is a defect of bgpx.",
        "(none known)",
        "Please report the defect with the smallest input that shows it.");

    private static readonly DiagnosticCode UndecidedCode = new(
        "BGPX2006", Severity.Info, "Two policies could not be compared to the end",
        "The self-check could not decide whether the translated policy does the same as the original, and says where it stopped. The translation may well be right.",
        "a policy that computes a MED from an IGP metric",
        "Compare the two policies named by hand.");

    private static readonly DiagnosticCode IntentCode = new(
        "BGPX2007", Severity.Info, "How the router was turned into cluster resources",
        "A router configuration can become the node's own speaker or the cluster side of its sessions. The message says which was chosen and why.",
        "--to cilium-crd",
        "Choose with --intent own or --intent counterpart.");

    private static readonly DiagnosticCode AdviceCode = new(
        "BGPX2008", Severity.Info, "Something to do at the other side, or after the conversion",
        "The conversion is complete, but the network needs a step that no file of this target can hold.",
        "neighbor 192.0.2.1 bfd   (the cluster has no BFD: remove it from the router)",
        "Do what the message says.");

    private static readonly DiagnosticCode OtherObjectCode = new(
        "BGPX2009", Severity.Warning, "Two outputs hold different objects of one name",
        "A cluster keeps one object of a name. Applied one after the other, the second output takes the place of the first, and sessions of the first end.",
        "worker1.conf and worker2.conf   (to cilium-crd: both make a CiliumBGPClusterConfig cilium-bgp, with other peers)",
        "Name each node after its file with --set node={file}, or after its folder with --set node={folder}; nodes that differ need labels that differ (--set node-label=KEY=VALUE), or none. Or rename the objects.");

    private static readonly DiagnosticCode UnreadableInputCode = new(
        "BGPX4001", Severity.Error, "The input cannot be read",
        "A file does not exist, is not text, or is empty of anything usable.",
        "bgpx convert missing.conf --to bird",
        "Check the path and the content.");

    private static readonly DiagnosticCode CollisionCode = new(
        "BGPX4002", Severity.Warning, "Two inputs would have the same output file",
        "Under the target's extension two inputs of one folder get the same name. The later one got a number.",
        "a/router.conf and a/router.cfg",
        "Rename one, or convert them one by one.");

    private static readonly DiagnosticCode UnwritableOutputCode = new(
        "BGPX4003", Severity.Error, "An output cannot be written",
        "The folder cannot be made or written to, or the disk is full. What stood at the path before is untouched.",
        "bgpx convert router.conf --to bird -o /read-only/bird.conf",
        "Name another place with -o, or mend the folder's permissions.");

    /// <summary>An included file is not there or cannot be read: what it says is missing.</summary>
    public static DiagnosticCode MissingInclude => IncludeCode;

    /// <summary>BGPX1010: the code by which a walked file that is no configuration is told from a failure.</summary>
    public static DiagnosticCode NoFormat => InputFormatCode;

    /// <summary>A name that nothing defines.</summary>
    public static DiagnosticCode UndefinedName => UndefinedCode;

    /// <summary>All codes, sorted.</summary>
    public static IReadOnlyList<DiagnosticCode> All { get; } =
    [
        UnrecognizedCode, SyntaxCode, BadValueCode, UndefinedCode, DuplicateCode, IncludeCode, RefusedCode, AbbreviationCode, SourceNoteCode, InputFormatCode,
        LostCode, ApproximatedCode, NeedsInputCode, DefaultDiffersCode, RenamedCode, UndecidedCode, IntentCode, AdviceCode, OtherObjectCode,
        UnannouncedCode, NoFactCode, UnreadableOutputCode, InternalCode, UnreadableInputCode, CollisionCode, UnwritableOutputCode,
    ];

    /// <summary>BGPX1001.</summary>
    public static Diagnostic Unrecognized(Span span) => UnrecognizedCode.At(span, $"not recognized: {PrintableText.Excerpt(span.Text)}");

    /// <summary>BGPX1002.</summary>
    public static Diagnostic Syntax(Span span, string problem) => SyntaxCode.At(span, problem);

    /// <summary>BGPX1003.</summary>
    public static Diagnostic BadValue(Span span, string what, string range) => BadValueCode.At(span, $"{what} is out of range: {range}");

    /// <summary>BGPX1004. <paramref name="effect"/> says what the platform does then: "nothing passes", "no match".</summary>
    public static Diagnostic Undefined(Span? span, string kind, string name, string effect) => UndefinedCode.At(span, $"{kind} '{name}' is not defined: {effect}");

    /// <summary>BGPX1005.</summary>
    public static Diagnostic Overrides(Span span, Span earlier) => DuplicateCode.At(span, $"overrides line {earlier.From.Line}");

    /// <summary>BGPX1006.</summary>
    public static Diagnostic Include(Span span, string path, string problem) => IncludeCode.At(span, $"include '{path}': {problem}");

    /// <summary>BGPX1007.</summary>
    public static Diagnostic Refused(Span span, string reason) => RefusedCode.At(span, $"refused by the source platform: {reason}");

    /// <summary>BGPX1008.</summary>
    public static Diagnostic Abbreviation(Span span, string full) => AbbreviationCode.At(span, $"abbreviated; read as '{full}'");

    /// <summary>BGPX1009.</summary>
    public static Diagnostic SourceNote(Span? span, string note) => SourceNoteCode.At(span, note);

    /// <summary>BGPX1010.</summary>
    public static Diagnostic InputFormat(Span? span, string problem) => InputFormatCode.At(span, problem);

    /// <summary>BGPX2001.</summary>
    public static Diagnostic Lost(Span? span, string reason) => LostCode.At(span, $"lost: {reason}");

    /// <summary>BGPX2002.</summary>
    public static Diagnostic Approximated(Span? span, string difference) => ApproximatedCode.At(span, $"approximated: {difference}");

    /// <summary>BGPX2003.</summary>
    public static Diagnostic NeedsInput(Span? span, string what) => NeedsInputCode.At(span, $"needs input: {what}");

    /// <summary>BGPX2004.</summary>
    public static Diagnostic DefaultDiffers(string key, string source, string target, string where) =>
        DefaultDiffersCode.At(null, $"{key} is {source} by default at the source, {target} at the target ({where})");

    /// <summary>BGPX2005.</summary>
    public static Diagnostic Renamed(Span? span, string what, string name) => RenamedCode.At(span, $"{what} is called '{name}' in the output");

    /// <summary>BGPX2006.</summary>
    public static Diagnostic Undecided(Span? span, string path, string reason) => UndecidedCode.At(span, $"{path}: not compared to the end: {reason}");

    /// <summary>BGPX2007.</summary>
    public static Diagnostic Intent(string message) => IntentCode.At(null, message);

    /// <summary>BGPX2008.</summary>
    public static Diagnostic Advice(Span? span, string advice) => AdviceCode.At(span, advice);

    /// <summary>BGPX3001.</summary>
    public static Diagnostic Unannounced(Span? span, string difference) => UnannouncedCode.At(span, $"self-check: {difference}");

    /// <summary>BGPX3002.</summary>
    public static Diagnostic NoFact(Span span) => NoFactCode.At(span, $"self-check: no fact depends on: {PrintableText.Excerpt(span.Text)}");

    /// <summary>BGPX3003.</summary>
    public static Diagnostic UnreadableOutput(string file, int line, string text) =>
        UnreadableOutputCode.At(null, $"self-check: line {line} of the output{(file.Length > 0 ? " " + file : "")} is not recognized: {PrintableText.Excerpt(text)}");

    /// <summary>BGPX2009.</summary>
    public static Diagnostic OtherObject(Span? span, string name, string other) =>
        OtherObjectCode.At(span, $"{name} is another one in the output for '{other}': a cluster keeps the last; --set node={{file}} or node-label=KEY=VALUE tells their nodes apart");

    /// <summary>BGPX3004. The message of an exception may quote the input, and with it a secret: its type and place say enough.</summary>
    public static Diagnostic Internal(Exception exception)
    {
        var method = new StackTrace(exception).GetFrame(0)?.GetMethod();
        return InternalCode.At(null, $"{exception.GetType().Name} in {method?.DeclaringType?.Name}.{method?.Name}");
    }

    /// <summary>BGPX4001.</summary>
    public static Diagnostic UnreadableInput(string problem) => UnreadableInputCode.At(null, problem);

    /// <summary>BGPX4002.</summary>
    public static Diagnostic Collision(string output, string other, string instead) =>
        CollisionCode.At(null, $"'{output}' is already {other}: the output is '{instead}'");

    /// <summary>BGPX4003.</summary>
    public static Diagnostic UnwritableOutput(string output, string problem) => UnwritableOutputCode.At(null, $"cannot write '{output}': {problem}");
}
