using System.Collections.Immutable;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion;

/// <summary>A configuration whose RIBs have become one a VRF.</summary>
/// <param name="Configuration">The configuration.</param>
/// <param name="Announcements">What is to be said about it.</param>
/// <param name="Names">Where the routes of merged RIBs stand now: <c>rib OLD</c> to the VRF's.</param>
public sealed record MergedRibs(Configuration Configuration, ImmutableArray<Announcement> Announcements, ImmutableDictionary<string, string> Names);
