using Google.Protobuf;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>Sets fields of a waybill by the paths that results name.</summary>
public static class FieldPath
{
    /// <summary>Sets a text; messages on the way are made if absent.</summary>
    /// <param name="waybill">The waybill.</param>
    /// <param name="path">As in <c>recipient.address.detail</c>.</param>
    /// <param name="value">The text.</param>
    public static Waybill With(this Waybill waybill, string path, string value)
    {
        IMessage message = waybill;
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            var field = message.Descriptor.FindFieldByName(name);
            if (field.Accessor.GetValue(message) is not IMessage next)
            {
                next = field.MessageType.Parser.ParseFrom(ByteString.Empty);
                field.Accessor.SetValue(message, next);
            }
            message = next;
        }
        message.Descriptor.FindFieldByName(names[^1]).Accessor.SetValue(message, value);
        return waybill;
    }
}
