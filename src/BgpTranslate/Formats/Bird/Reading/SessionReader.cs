using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Reads BGP protocols and templates.</summary>
internal sealed class SessionReader(BirdText text, ChannelReader channels)
{
    /// <summary>Reads the block of a BGP protocol.</summary>
    public void Read(ProtocolDraft draft)
    {
        foreach (var (item, words, statement) in text.Block())
        {
            if (item.Kind == ItemKind.BlockOpen && words.First is not ("bfd" or "keys" or "dynamic"))
            {
                channels.Read(draft, words.Rest(0), statement);
                continue;
            }

            var outcome = item.Kind == ItemKind.BlockOpen ? Block(draft, words, statement) : Statement(draft, item, words, statement);
            text.Close(statement, outcome);
        }
    }

    /// <summary>Reads a statement of a BGP protocol.</summary>
    public Outcome Statement(ProtocolDraft draft, Item item, OptionWords words, Statement statement)
    {
        switch (words.First)
        {
            case "neighbor": return Neighbor(draft, words, statement);
            case "local" when words.Word(1) != "role": return Local(draft, words, statement);
            case "disable" when words.Word(1) == "after" && words.Word(2) == "cease": return text.CarryIn(draft, words, "peer.timers.disable-after-cease", statement);
            case "igp" when words.Word(1) != "table":
                break;
            case "import" or "export" or "table" or "add" or "gateway" or "igp" or "next" or "missing" or "secondary" or "preference" or "route" or "receive":
                text.Generation.Saw(1);
                return channels.Read(draft, draft, item, words, statement);
        }

        if (ChannelReader.IsName(words.Rest(0)))
        {
            text.Generation.Saw(2);
            channels.Of(draft, words.Rest(0), statement);
            return Outcome.States;
        }

        var outcome = BgpOptions.Session.Read(draft, words, statement) ?? ChannelOptions.Bgp.Read(draft, words, statement);
        if (words.Undefined is { } name && outcome is not Outcome.Stated) return text.Undefined([draft.Header], words.Resolved(0, words.Count), name, statement);
        return outcome
            ?? (words.First is "require" or "min" or "max" or "free" or "tx" or "rx" or "advertise" or "hostname" or "neighbors" or "dynamic" or "validate" or "allow" or "enable" or "authentication" or "link" or "bgp"
                ? text.CarryIn(draft, words, $"bird.{words.First}", statement)
                : Outcome.Unknown);
    }

    /// <summary>Reads a block in a BGP protocol that is no channel.</summary>
    public Outcome Block(ProtocolDraft draft, OptionWords words, Statement statement)
    {
        if (words.First == "bfd")
        {
            draft.Say(PeerSettings.Bfd, true, statement);
            uint? receive = null, transmit = null, multiplier = null;
            Origin origin = statement;
            foreach (var (item, inner, s) in text.Block())
            {
                if (inner.First == "graceful")
                {
                    draft.Say(PeerSettings.BfdCheckControlPlane, true, s);
                    text.Close(s, Outcome.States);
                    continue;
                }

                var parameters = new Draft();
                var outcome = OtherOptions.Bfd.Read(parameters, inner, s) ?? Outcome.Unknown;
                receive = parameters.Settings.Get(OtherSettings.BfdReceive)?.Value ?? receive;
                transmit = parameters.Settings.Get(OtherSettings.BfdTransmit)?.Value ?? transmit;
                multiplier = parameters.Settings.Get(OtherSettings.BfdMultiplier)?.Value ?? multiplier;
                if (parameters.Settings.Has(OtherSettings.Options) || parameters.Settings.Has(OtherSettings.BfdPassive)) outcome = text.CarryIn(draft, inner, "peer.bfd", s, "bfd");
                else if (outcome is Outcome.Stated) origin += s;
                text.Close(s, outcome);
                if (item.Kind == ItemKind.BlockOpen) text.SkipBlock(outcome);
            }

            if (receive is not null || transmit is not null || multiplier is not null) draft.Say(PeerSettings.BfdTimers, new BfdTimers(receive, transmit, multiplier), origin);
            return Outcome.States;
        }

        var result = text.Carry([draft.Header], words.Rest(0), $"bird.{words.First}", statement);
        text.CarryBlock([draft.Header, words.Rest(0)], $"bird.{words.First}", 0);
        return result;
    }

    private Outcome Neighbor(ProtocolDraft draft, OptionWords words, Statement statement)
    {
        var at = 1;
        if (words.Word(at) == "range")
        {
            at++;
            if (text.Constants.Read(words.Tokens, ref at, words.Count) is not Value.Prefix range) return Outcome.Unknown;
            draft.Endpoint = (new PeerEndpoint.Range(range.Value), range.Origin + statement);
        }
        else if (words.Word(at) is not ("as" or "port" or "internal" or "external" or "onlink"))
        {
            switch (text.Constants.Read(words.Tokens, ref at, words.Count))
            {
                case Value.Address address:
                    var zone = words.Word(at) == "%" ? words.Word(at + 1) : null;
                    if (zone is not null) at += 2;
                    if (zone is not null) draft.Say(PeerSettings.BindInterface, zone, statement);
                    draft.Endpoint = (new PeerEndpoint.Address(address.Value), address.Origin + statement);
                    break;
                case Value.Undefined undefined:
                    text.Undefined([draft.Header], $"neighbor {words.Resolved(1, at)}", undefined.Name, statement);
                    break;
                default:
                    return Outcome.Unknown;
            }
        }

        Outcome? refused = null;
        while (at < words.Count)
        {
            switch (words.Word(at))
            {
                case "port":
                    at++;
                    if (text.Constants.Read(words.Tokens, ref at, words.Count) is not Value.Number port) return Outcome.Unknown;
                    draft.Say(PeerSettings.RemotePort, port.Value, port.Origin + statement);
                    break;
                case "as":
                    at++;
                    switch (text.Constants.Read(words.Tokens, ref at, words.Count))
                    {
                        case Value.Number number: draft.Say(PeerSettings.RemoteAs, new RemoteAs.Number(number.Value), number.Origin + statement); break;
                        case Value.Undefined undefined: text.Undefined([draft.Header], $"neighbor as {words.Resolved(at - 1, at)}", undefined.Name, statement); break;
                        case Value.Unknown unknown: refused = text.Refused(statement, unknown.Reason); break;
                        default: return Outcome.Unknown;
                    }

                    break;
                case "internal":
                    at++;
                    draft.Say(PeerSettings.RemoteAs, new RemoteAs.Internal(), statement);
                    break;
                case "external":
                    at++;
                    draft.Say(PeerSettings.RemoteAs, new RemoteAs.External(), statement);
                    break;
                case "onlink":
                    at++;
                    draft.Say(PeerSettings.Onlink, true, statement);
                    break;
                default:
                    return Outcome.Unknown;
            }
        }

        return draft.Endpoint is { } end && end.Origin.Contains(statement) ? Outcome.States : refused ?? Outcome.States;
    }

    private Outcome Local(ProtocolDraft draft, OptionWords words, Statement statement)
    {
        var at = 1;
        Outcome outcome = Outcome.States;
        while (at < words.Count)
        {
            switch (words.Word(at))
            {
                case "as":
                    at++;
                    switch (text.Constants.Read(words.Tokens, ref at, words.Count))
                    {
                        case Value.Number number: draft.Say(PeerSettings.LocalAs, new LocalAs(number.Value), number.Origin + statement); break;
                        case Value.Undefined undefined: text.Undefined([draft.Header], $"local as {words.Resolved(at - 1, at)}", undefined.Name, statement); break;
                        case Value.Unknown unknown: outcome = text.Refused(statement, unknown.Reason); break;
                        default: return Outcome.Unknown;
                    }

                    break;
                case "port":
                    at++;
                    if (text.Constants.Read(words.Tokens, ref at, words.Count) is not Value.Number port) return Outcome.Unknown;
                    draft.Say(PeerSettings.LocalPort, port.Value, port.Origin + statement);
                    break;
                case "%":
                    draft.Say(PeerSettings.BindInterface, words.Word(at + 1), statement);
                    at += 2;
                    break;
                default:
                    switch (text.Constants.Read(words.Tokens, ref at, words.Count))
                    {
                        case Value.Address address: draft.Say(PeerSettings.LocalAddress, address.Value, address.Origin + statement); break;
                        case Value.Undefined undefined: text.Undefined([draft.Header], $"source address {words.Resolved(at - 1, at)}", undefined.Name, statement); break;
                        case Value.Unknown unknown: outcome = text.Refused(statement, unknown.Reason); break;
                        default: return Outcome.Unknown;
                    }

                    break;
            }
        }

        return outcome;
    }
}
