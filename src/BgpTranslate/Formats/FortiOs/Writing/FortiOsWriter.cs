namespace BgpTranslate.Formats.FortiOs.Writing;
internal sealed class FortiOsWriter { public static WriteResult Write(WriteRequest request) => new([], [], System.Collections.Immutable.ImmutableDictionary<string,string>.Empty); }
internal sealed class RouteMaps { public string NameFor(Model.PolicyUse u) => ""; }
internal sealed class Lists { public string PrefixList(Model.SetReference<Model.PrefixSet> s, Model.Afi a)=>""; public string? AccessList(Model.SetReference<Model.PrefixSet> s, Model.Afi a)=>""; public string? AsPathList(Model.SetReference<Model.AsPathSet> s)=>""; }
