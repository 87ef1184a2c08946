using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace PrivacyWaybill.Engine.Tests.Support;

/// <summary>A field of a message or of the messages in it that holds no message itself, found by reflection over the contract.</summary>
/// <param name="Fields">The fields on the way to it.</param>
internal sealed record MessageLeaf(IReadOnlyList<FieldDescriptor> Fields)
{
    /// <summary>As the contract writes it: <c>recipient.address.town</c>.</summary>
    public string Path => string.Join('.', Fields.Select(f => f.Name));

    public FieldDescriptor Field => Fields[^1];

    /// <summary>All of them, in the order of the contract. Times count as one field each.</summary>
    public static IEnumerable<MessageLeaf> Of(MessageDescriptor message) => Of(message, []);

    /// <summary>Sets it to something that is not its default: texts to <paramref name="text"/>.</summary>
    public void Set(IMessage message, string text)
    {
        foreach (var field in Fields.SkipLast(1)) message = Child(message, field);
        Field.Accessor.SetValue(message, Field.FieldType switch
        {
            FieldType.String => text,
            FieldType.Bool => true,
            FieldType.Enum => 2,
            FieldType.UInt32 => 3u,
            FieldType.Message => Time(),
            var other => throw new NotSupportedException($"{Path} is of type {other}: teach the test about it"),
        });
    }

    /// <summary>Its value; null if a message on the way is absent.</summary>
    public object? Get(IMessage message)
    {
        object? value = message;
        foreach (var field in Fields) value = value is IMessage at ? field.Accessor.GetValue(at) : null;
        return value;
    }

    public override string ToString() => Path;

    private static IEnumerable<MessageLeaf> Of(MessageDescriptor message, IReadOnlyList<FieldDescriptor> way)
    {
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            FieldDescriptor[] here = [.. way, field];
            if (field.FieldType != FieldType.Message || field.IsRepeated || field.MessageType.File.Package == "google.protobuf") yield return new MessageLeaf(here);
            else
                foreach (var leaf in Of(field.MessageType, here)) yield return leaf;
        }
    }

    private static IMessage Child(IMessage parent, FieldDescriptor field)
    {
        if (field.Accessor.GetValue(parent) is IMessage present) return present;
        var child = Activator.CreateInstance(field.MessageType.ClrType) as IMessage ?? throw new NotSupportedException(field.FullName);
        field.Accessor.SetValue(parent, child);
        return child;
    }

    private IMessage Time()
    {
        var time = (IMessage)Activator.CreateInstance(Field.MessageType.ClrType)!;
        time.Descriptor.FindFieldByName("seconds").Accessor.SetValue(time, long.Parse("86400", CultureInfo.InvariantCulture));
        return time;
    }
}
