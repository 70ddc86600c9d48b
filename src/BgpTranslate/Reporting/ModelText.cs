using System.Collections;
using System.Reflection;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Reporting;

/// <summary>
/// The model as it is, for those who work on a reader or a writer: every property that says something, nested, with the lines that said it. What follows from
/// other properties is left out.
/// </summary>
public static class ModelText
{
    /// <summary>Writes a configuration.</summary>
    public static void Write(TextWriter output, Configuration configuration) => WriteProperties(output, configuration, 0);

    private static void WriteProperties(TextWriter output, object value, int depth)
    {
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (!property.CanWrite || property.GetIndexParameters().Length > 0 || property.PropertyType == typeof(Origin)) continue;
            if (property.GetValue(value) is { } child) WriteNamed(output, property.Name, child, depth);
        }
    }

    private static void WriteNamed(TextWriter output, string name, object value, int depth)
    {
        switch (value)
        {
            case Settings settings:
                foreach (var (setting, said, stated) in settings.Entries)
                {
                    if (said is IEnumerable || IsPlain(said.GetType())) Line(output, depth, $"{setting.Key} = {Setting.Format(said)}", stated);
                    else WriteNamed(output, setting.Key, said, depth);
                }

                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map) WriteNamed(output, $"{name} {entry.Key}", entry.Value!, depth);
                break;
            case IEnumerable items and not string when !IsPlain(value.GetType()):
                foreach (var item in items) WriteNamed(output, name, item, depth);
                break;
            case string { Length: 0 }:
                break;
            case DefinedSet { Name.Length: > 0 } set when name == "Set":
                // It stands among the sets with all its entries.
                Line(output, depth, $"{name} = {set.Name}", Origin.None);
                break;
            default:
                if (IsPlain(value.GetType()))
                {
                    Line(output, depth, $"{name} = {Setting.Format(value)}", Origin.None);
                    break;
                }

                Line(output, depth, $"{name} {TypeName(value.GetType())}", value.GetType().GetProperty("Origin")?.GetValue(value) is Origin origin ? origin : Origin.None);
                WriteProperties(output, value, depth + 1);
                break;
        }
    }

    private static void Line(TextWriter output, int depth, string text, Origin origin) =>
        output.WriteLine(new string(' ', depth * 2) + PrintableText.Of(text) + (origin.IsNone ? "" : $"  [line {origin}]"));

    private static string TypeName(Type type) => (type.DeclaringType is { } outer ? $"{outer.Name}.{type.Name}" : type.Name).Split('`')[0];

    // Values that print themselves: numbers, enums, addresses, and everything of the model that has a text of its own.
    private static bool IsPlain(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string)
        || (type.Namespace?.StartsWith("BgpTranslate.Model", StringComparison.Ordinal) == true
            && type.GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType == type && !IsCompilerMade(type));

    private static bool IsCompilerMade(Type type) =>
        type.GetMethod(nameof(ToString), Type.EmptyTypes)!.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is not null;
}
