using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Clew.Tests.Architecture;

/// <summary>That one type names another anywhere: as base, in a signature, in an attribute, or in a method's body.</summary>
/// <param name="FromNamespace">Of the outermost type, so that a closure belongs to the type that holds it.</param>
/// <param name="To">Full name of the outermost type that is named.</param>
readonly record struct Reference(string FromNamespace, string From, string ToNamespace, string To);

/// <summary>Reads from a compiled assembly which types know which. What the compiler inlined, constants, leaves no trace.</summary>
sealed class AssemblyWalk
{
    readonly PEReader file;
    readonly MetadataReader metadata;
    readonly TypeNames names;
    readonly HashSet<Reference> found = [];

    AssemblyWalk(PEReader file)
    {
        this.file = file;
        metadata = file.GetMetadataReader();
        names = new TypeNames(metadata);
    }

    public static IReadOnlySet<Reference> References(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var walk = new AssemblyWalk(file);
        foreach (var type in walk.metadata.TypeDefinitions)
        {
            walk.Visit(type);
        }
        return walk.found;
    }

    void Visit(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var from = names.OfDefinition(handle);
        var named = new List<TypeName>();
        names.AddToken(type.BaseType, named);
        foreach (var implementation in type.GetInterfaceImplementations())
        {
            names.AddToken(metadata.GetInterfaceImplementation(implementation).Interface, named);
        }
        AddGenerics(type.GetGenericParameters(), named);
        AddAttributes(type.GetCustomAttributes(), named);
        foreach (var field in type.GetFields().Select(metadata.GetFieldDefinition))
        {
            named.AddRange(field.DecodeSignature(names, null));
            AddAttributes(field.GetCustomAttributes(), named);
        }
        foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition))
        {
            Visit(method, named);
        }
        foreach (var to in named)
        {
            found.Add(new Reference(from.Namespace, from.Full, to.Namespace, to.Full));
        }
    }

    void Visit(MethodDefinition method, List<TypeName> named)
    {
        names.AddSignature(method.DecodeSignature(names, null), named);
        AddGenerics(method.GetGenericParameters(), named);
        AddAttributes(method.GetCustomAttributes(), named);
        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }
        var body = file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            foreach (
                var local in metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null)
            )
            {
                named.AddRange(local);
            }
        }
        foreach (var region in body.ExceptionRegions)
        {
            names.AddToken(region.CatchType, named);
        }
        foreach (var token in Instructions.Tokens(body.GetILReader()))
        {
            names.AddToken(token, named);
        }
    }

    void AddGenerics(GenericParameterHandleCollection parameters, List<TypeName> named)
    {
        foreach (var constraint in parameters.SelectMany(p => metadata.GetGenericParameter(p).GetConstraints()))
        {
            names.AddToken(metadata.GetGenericParameterConstraint(constraint).Type, named);
        }
    }

    void AddAttributes(CustomAttributeHandleCollection attributes, List<TypeName> named)
    {
        foreach (var attribute in attributes)
        {
            names.AddToken(metadata.GetCustomAttribute(attribute).Constructor, named);
        }
    }
}
