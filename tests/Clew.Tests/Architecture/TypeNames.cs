using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Clew.Tests.Architecture;

readonly record struct TypeName(string Namespace, string Full);

/// <summary>Finds the types that a token or a signature names, each as the outermost type around it.</summary>
sealed class TypeNames(MetadataReader metadata) : ISignatureTypeProvider<ImmutableArray<TypeName>, object?>
{
    public TypeName OfDefinition(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? OfDefinition(outer)
            : Name(type.Namespace, type.Name);
    }

    public void AddToken(EntityHandle handle, List<TypeName> named)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition when !handle.IsNil:
                named.Add(OfDefinition((TypeDefinitionHandle)handle));
                break;
            case HandleKind.TypeReference when !handle.IsNil:
                named.Add(OfReference((TypeReferenceHandle)handle));
                break;
            case HandleKind.TypeSpecification:
                var type = metadata.GetTypeSpecification((TypeSpecificationHandle)handle);
                named.AddRange(type.DecodeSignature(this, null));
                break;
            case HandleKind.MethodDefinition:
                var method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                named.Add(OfDefinition(method.GetDeclaringType()));
                AddSignature(method.DecodeSignature(this, null), named);
                break;
            case HandleKind.FieldDefinition:
                var field = metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                named.Add(OfDefinition(field.GetDeclaringType()));
                named.AddRange(field.DecodeSignature(this, null));
                break;
            case HandleKind.MethodSpecification:
                var generic = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                AddToken(generic.Method, named);
                named.AddRange(generic.DecodeSignature(this, null).SelectMany(argument => argument));
                break;
            case HandleKind.MemberReference:
                Add(metadata.GetMemberReference((MemberReferenceHandle)handle), named);
                break;
        }
    }

    public void AddSignature(MethodSignature<ImmutableArray<TypeName>> signature, List<TypeName> named)
    {
        named.AddRange(signature.ReturnType);
        named.AddRange(signature.ParameterTypes.SelectMany(parameter => parameter));
    }

    void Add(MemberReference member, List<TypeName> named)
    {
        AddToken(member.Parent, named);
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            named.AddRange(member.DecodeFieldSignature(this, null));
        }
        else
        {
            AddSignature(member.DecodeMethodSignature(this, null), named);
        }
    }

    TypeName OfReference(TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? OfReference((TypeReferenceHandle)type.ResolutionScope)
            : Name(type.Namespace, type.Name);
    }

    TypeName Name(StringHandle space, StringHandle name)
    {
        var prefix = metadata.GetString(space);
        return new TypeName(prefix, prefix + "." + metadata.GetString(name));
    }

    // What follows is asked for by the signature decoder: every type is the set of the types that it names.

    public ImmutableArray<TypeName> GetTypeFromDefinition(
        MetadataReader reader,
        TypeDefinitionHandle handle,
        byte kind
    ) => [OfDefinition(handle)];

    public ImmutableArray<TypeName> GetTypeFromReference(
        MetadataReader reader,
        TypeReferenceHandle handle,
        byte kind
    ) => [OfReference(handle)];

    public ImmutableArray<TypeName> GetTypeFromSpecification(
        MetadataReader reader,
        object? context,
        TypeSpecificationHandle handle,
        byte kind
    ) => reader.GetTypeSpecification(handle).DecodeSignature(this, null);

    public ImmutableArray<TypeName> GetFunctionPointerType(MethodSignature<ImmutableArray<TypeName>> signature) =>
        [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(parameter => parameter)];

    public ImmutableArray<TypeName> GetGenericInstantiation(
        ImmutableArray<TypeName> generic,
        ImmutableArray<ImmutableArray<TypeName>> arguments
    ) => [.. generic, .. arguments.SelectMany(argument => argument)];

    public ImmutableArray<TypeName> GetModifiedType(
        ImmutableArray<TypeName> modifier,
        ImmutableArray<TypeName> unmodified,
        bool required
    ) => [.. modifier, .. unmodified];

    public ImmutableArray<TypeName> GetArrayType(ImmutableArray<TypeName> element, ArrayShape shape) => element;

    public ImmutableArray<TypeName> GetSZArrayType(ImmutableArray<TypeName> element) => element;

    public ImmutableArray<TypeName> GetByReferenceType(ImmutableArray<TypeName> element) => element;

    public ImmutableArray<TypeName> GetPointerType(ImmutableArray<TypeName> element) => element;

    public ImmutableArray<TypeName> GetPinnedType(ImmutableArray<TypeName> element) => element;

    public ImmutableArray<TypeName> GetPrimitiveType(PrimitiveTypeCode code) => [];

    public ImmutableArray<TypeName> GetGenericMethodParameter(object? context, int index) => [];

    public ImmutableArray<TypeName> GetGenericTypeParameter(object? context, int index) => [];
}
