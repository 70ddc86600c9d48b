namespace BgpTranslate.Conversion;

/// <summary>Reads, prepares, writes, reads back, compares: one conversion, pure.</summary>
public static class Converter
{
    /// <summary>Converts one text. Never throws for what the text holds.</summary>
    public static ConversionResult Convert(Text.SourceFile source, ConversionRequest request) =>
        throw new NotSupportedException();
}
