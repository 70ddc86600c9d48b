using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Kubernetes;

/// <summary>BFD parameters under a name, as MetalLB has them in its ConfigMap, its resources and those of frr-k8s.</summary>
public static class BfdProfiles
{
    /// <summary>The kind of object that a profile is.</summary>
    public const string Kind = "bfd-profile";

    private static readonly (Setting<uint> Setting, string Camel, uint Minimum, uint Maximum)[] Numbers =
    [
        (OtherSettings.BfdReceive, "receiveInterval", 10, 60000),
        (OtherSettings.BfdTransmit, "transmitInterval", 10, 60000),
        (OtherSettings.BfdMultiplier, "detectMultiplier", 2, 255),
        (OtherSettings.BfdEchoInterval, "echoInterval", 10, 60000),
        (OtherSettings.BfdMinimumTtl, "minimumTtl", 1, 254),
    ];

    private static readonly (Setting<bool> Setting, string Camel)[] Flags = [(OtherSettings.BfdEcho, "echoMode"), (OtherSettings.BfdPassive, "passiveMode")];

    /// <summary>Reads the parameters.</summary>
    public static Settings Read(YamlObject item, Func<string, string> spelling)
    {
        var settings = Settings.Empty;
        foreach (var (setting, key, minimum, maximum) in Numbers) settings = settings.With(setting, item.Number(spelling(key), minimum, maximum));
        foreach (var (setting, key) in Flags) settings = settings.With(setting, item.Flag(spelling(key)));
        return settings;
    }

    /// <summary>Adds the parameters to a map to be printed.</summary>
    public static YamlMap Print(YamlMap map, Settings profile, Func<string, string> spelling)
    {
        foreach (var (setting, key, _, _) in Numbers)
        {
            if (profile.Get(setting) is { } number) map.Add(spelling(key), number.Value, number.Origin);
        }

        foreach (var (setting, key) in Flags)
        {
            if (profile.Get(setting) is { } flag) map.Add(spelling(key), flag.Value, flag.Origin);
        }

        return map;
    }
}
