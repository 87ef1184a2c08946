using System.Globalization;
using PrivacyWaybill.Seeds.Drawing;
using PrivacyWaybill.Seeds.Forms;
using PrivacyWaybill.Seeds.Waybills;

namespace PrivacyWaybill.Seeds;

/// <summary>
/// An endless sequence of invented waybills. Item i depends on the seed and i alone, on every machine and runtime: it can
/// be asked for by itself, and parts of a sequence can be made in parallel. Immutable and safe for many threads.
/// </summary>
/// <param name="seed">Which sequence; any value.</param>
/// <param name="oddEvery">How many waybills in a row have one odd one among them, from 1; each number gives another sequence.</param>
public sealed class WaybillGenerator(ulong seed, int oddEvery = OddRotation.Period)
{
    private readonly SerialPermutation _serials = new(seed);

    /// <summary>Every category that a waybill can be an example of, as <c>field/form</c>, field by field.</summary>
    public static IReadOnlyList<string> Categories { get; } =
    [
        .. WaybillNumberForms.Table.Categories, .. NameForms.Table.Categories, .. ContactForms.Table.Categories,
        .. AddressForms.Table.Categories, .. CompanyForms.Table.Categories, .. GoodsForms.Table.Categories,
        .. RemarkForms.Table.Categories, .. RouteLabelForms.Table.Categories, .. NumberRequestForms.Table.Categories,
    ];

    /// <summary>The categories that only odd waybills, by default one of five, are examples of.</summary>
    public static IReadOnlySet<string> OddCategories { get; } = new HashSet<string>(
    [
        .. NameForms.Table.Odd.Select(f => f.Category), .. ContactForms.Table.Odd.Select(f => f.Category),
        .. AddressForms.Table.Odd.Select(f => f.Category), .. CompanyForms.Table.Odd.Select(f => f.Category),
        .. GoodsForms.Table.Odd.Select(f => f.Category), .. RemarkForms.Table.Odd.Select(f => f.Category),
        .. NumberRequestForms.Table.Odd.Select(f => f.Category),
    ]);

    private static readonly int OddForms = OddCategories.Count;

    /// <summary>The waybill at a place of the sequence.</summary>
    /// <param name="index">From 0. Waybill numbers are unique below 2,600 million.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public SyntheticWaybill this[long index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            var dice = new Dice(seed, index);
            var categories = new List<string>(16);
            var rotation = new OddRotation(dice, OddRotation.TurnAt(seed, index, OddForms, oddEvery), OddForms, categories);

            var number = rotation.DrawOrdinary(WaybillNumberForms.Table)(new Serial(_serials, index));
            var party = DrawParty(rotation);
            var counterpart = DrawOrdinaryParty(rotation);
            var senderIsOdd = dice.Chance(30);
            return new SyntheticWaybill
            {
                ObjectId = "seed-" + (index + 1).ToString("D6", CultureInfo.InvariantCulture),
                WaybillNo = number,
                Sender = senderIsOdd ? party : counterpart,
                Recipient = senderIsOdd ? counterpart : party,
                Goods = rotation.Draw(GoodsForms.Table),
                Remark = rotation.Draw(RemarkForms.Table),
                RouteLabel = rotation.DrawOrdinary(RouteLabelForms.Table),
                RecipientNumber = rotation.Draw(NumberRequestForms.Table),
                Categories = categories,
            };
        }
    }

    /// <summary>The sequence from a place on, without end; take what is needed. Nothing is kept between items.</summary>
    /// <param name="first">Index of the first item, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public IEnumerable<SyntheticWaybill> From(long first) => Range(first, long.MaxValue - first);

    /// <summary>A part of the sequence. Nothing is kept between items.</summary>
    /// <param name="first">Index of the first item, from 0.</param>
    /// <param name="count">How many items.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is negative.</exception>
    public IEnumerable<SyntheticWaybill> Range(long first, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Items();

        IEnumerable<SyntheticWaybill> Items()
        {
            for (var i = 0L; i < count; i++) yield return this[first + i];
        }
    }

    private static SyntheticParty DrawParty(OddRotation rotation) =>
        Party(rotation.Draw(NameForms.Table), rotation.Draw(ContactForms.Table), rotation.Draw(AddressForms.Table), rotation.Draw(CompanyForms.Table));

    private static SyntheticParty DrawOrdinaryParty(OddRotation rotation) =>
        Party(
            rotation.DrawOrdinary(NameForms.Table), rotation.DrawOrdinary(ContactForms.Table),
            rotation.DrawOrdinary(AddressForms.Table), rotation.DrawOrdinary(CompanyForms.Table));

    private static SyntheticParty Party(string name, Contact contact, SyntheticAddress address, string? company) => new()
    {
        Name = name,
        Mobile = contact.Mobile,
        Landline = contact.Landline,
        Company = company,
        Address = address,
        PlatformNumber = contact.Platform,
    };
}
