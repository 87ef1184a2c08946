using System.Diagnostics.Metrics;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>What is counted of one profile while it is listened to; the instruments are the process's.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _sums = [];

    public Measurements(string profile)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "PrivacyWaybill") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var tagged = tags.ToArray().ToDictionary(t => t.Key, t => (string)t.Value!);
            if (tagged.GetValueOrDefault("profile") != profile) return;
            tagged.Remove("profile");
            var name = string.Join(' ', [instrument.Name["privacywaybill.masking.".Length..], .. tagged.OrderBy(t => t.Key).Select(t => t.Value)]);
            lock (_sums) _sums[name] = _sums.GetValueOrDefault(name) + value;
        });
        _listener.Start();
    }

    /// <summary>Instrument and tags, in order, with what they come to: <c>violations phone PhoneDigitsShown</c>.</summary>
    public IReadOnlyDictionary<string, long> Sums
    {
        get
        {
            lock (_sums) return new SortedDictionary<string, long>(_sums, StringComparer.Ordinal);
        }
    }

    public void Dispose() => _listener.Dispose();
}
