using Antlr4.Runtime;
using Antlr4.Runtime.Misc;

namespace BgpTranslate.Formats.Frr.Syntax;

/// <summary>
/// Gives up at the first error like <see cref="BailErrorStrategy"/>, but keeps what ANTLR tracks about optional parts that were passed over:
/// the tokens expected at the error then hold their keywords too.
/// </summary>
internal sealed class MendingErrorStrategy : DefaultErrorStrategy
{
    /// <summary>The tokens that would have been right at the last error.</summary>
    public IntervalSet Expected { get; private set; } = new();

    /// <inheritdoc/>
    public override void Recover(Antlr4.Runtime.Parser recognizer, RecognitionException e)
    {
        Expected = e.GetExpectedTokens();
        throw new ParseCanceledException(e);
    }

    /// <inheritdoc/>
    public override IToken RecoverInline(Antlr4.Runtime.Parser recognizer)
    {
        Expected = nextTokensContext is null
            ? recognizer.GetExpectedTokens()
            : recognizer.Atn.GetExpectedTokens(nextTokensState, nextTokensContext);
        throw new ParseCanceledException(new InputMismatchException(recognizer));
    }

    /// <inheritdoc/>
    protected override IToken? SingleTokenDeletion(Antlr4.Runtime.Parser recognizer) => null;

    /// <inheritdoc/>
    public override void ReportError(Antlr4.Runtime.Parser recognizer, RecognitionException e)
    {
    }
}
