using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Batches;

/// <summary>The numbers that the parties of an import have already, as the codec read them and as the policy found their places.</summary>
/// <param name="items">How many items the batch has.</param>
public sealed class GivenNumbers(int items)
{
    private readonly ExtendedNumber?[] _numbers = new ExtendedNumber?[2 * items];
    private readonly NumberRef[] _places = new NumberRef[2 * items];
    private readonly bool[] _asksForMore = new bool[items];

    /// <summary>Notes a party's number; <c>default</c>, which has no digits, if it cannot be read.</summary>
    public void Give(int item, PartyRole party, ExtendedNumber number) => _numbers[At(item, party)] = number;

    /// <summary>Notes that an item asks for numbers to be issued, too.</summary>
    public void AskForMore(int item) => _asksForMore[item] = true;

    /// <summary>Whether an item asks for numbers to be issued, too.</summary>
    public bool AsksForMore(int item) => _asksForMore[item];

    /// <summary>A party's number; null if it was given none.</summary>
    public ExtendedNumber? Of(int item, PartyRole party) => _numbers[At(item, party)];

    /// <summary>Where it stands in its segment, once that is found.</summary>
    public NumberRef PlaceOf(int item, PartyRole party) => _places[At(item, party)];

    /// <summary>Notes where it stands.</summary>
    public void Locate(int item, PartyRole party, NumberRef place) => _places[At(item, party)] = place;

    private static int At(int item, PartyRole party) => 2 * item + (party == PartyRole.Sender ? 1 : 0);
}
