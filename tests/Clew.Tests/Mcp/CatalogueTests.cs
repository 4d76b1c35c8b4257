using Clew.Mcp;
using Clew.Mcp.Tools;

namespace Clew.Tests.Mcp;

/// <summary>The tools are those that CoaiaPy documents, and ours.</summary>
public sealed class CatalogueTests
{
    static readonly IReadOnlyList<Tool> Tools = Catalogue.Tools();

    /// <summary>A star marks what is required.</summary>
    public static TheoryData<string, string> Documented =>
        new()
        {
            { "trace_create", "trace_id*, user_id, session_id, name, input_data, output_data, metadata" },
            {
                "add_observation",
                "observation_id*, trace_id*, name*, observation_type, parent_id, input_data, output_data, metadata, "
                    + "start_time, end_time"
            },
            { "trace_patch_output", "trace_id*, output_data*" },
            { "trace_get", "trace_id*, json_output" },
            { "trace_view", "trace_id*, json_output" },
            { "observation_get", "observation_id*, json_output" },
            {
                "traces_list",
                "session_id, user_id, name, tags, from_timestamp, to_timestamp, order_by, version, release, environment, "
                    + "page, limit, json_output"
            },
            { "traces_session_view", "session_id*, json_output" },
            { "prompts_list", "" },
            { "prompts_get", "name*, label" },
            { "datasets_list", "" },
            { "datasets_get", "name*" },
            { "score_configs_list", "" },
            { "score_configs_get", "name_or_id*" },
            { "score_apply", "config_name_or_id*, target_type*, target_id*, value*, observation_id, comment" },
            { "comments_list", "object_type, object_id, author_user_id, page, limit" },
            { "comments_get", "comment_id*" },
            { "comments_create", "text*, object_type*, object_id*, author_user_id" },
            { "media_upload", "file_path*, trace_id*, field, observation_id, content_type, json_output" },
            { "media_get", "media_id*, json_output" },
        };

    [Theory]
    [MemberData(nameof(Documented))]
    public void A_documented_tool_takes_what_is_documented(string name, string parameters)
    {
        var tool = Assert.Single(Tools, tool => tool.DocumentedName == "coaia_fuse_" + name);
        Assert.Equal("clew_" + name, tool.OwnName);
        Assert.Equal(parameters, string.Join(", ", tool.Parameters.Select(p => p.Name + (p.IsRequired ? "*" : ""))));
    }

    [Fact]
    public void No_documented_tool_is_missing_and_none_is_made_up() =>
        Assert.Equal(
            Documented.Select(row => "coaia_fuse_" + row[0]).Order(),
            Tools.Select(tool => tool.DocumentedName).OfType<string>().Order()
        );

    [Fact]
    public void Names_are_unique()
    {
        var names = Tools.SelectMany(tool => new[] { tool.OwnName, tool.DocumentedName }).OfType<string>().ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Theory]
    [InlineData(null, null, 14)]
    [InlineData("analysis", null, 6)]
    [InlineData(" Analysis , coaia:TRACES ", null, 14)]
    [InlineData("coaia", null, 20)]
    [InlineData("all", null, 49)]
    [InlineData("totals", null, 3)]
    [InlineData("coaia_fuse_trace_patch_output", null, 1)]
    [InlineData("clew_trace_view,analysis", null, 7)]
    [InlineData(null, "MINIMAL", 18)]
    [InlineData(null, "standard", 18)]
    [InlineData(null, "OBSERVABILITY", 18)]
    [InlineData(null, "FULL", 20)]
    [InlineData("prompts", "FULL", 2)]
    public void A_selection_is_what_was_asked_for(string? tools, string? features, int count) =>
        Assert.Equal(count, Selection.Read(tools, features, hasFiles: true, Tools).Tools.Count);

    [Fact]
    public void Files_are_not_read_for_others()
    {
        var selection = Selection.Read("all", null, hasFiles: false, Tools);
        Assert.DoesNotContain("clew_media_upload", selection.Tools.Keys);
        Assert.Contains("clew_media_get", selection.Tools.Keys);
        Assert.Contains("over HTTP", Selection.Explain("clew_media_upload", false, Tools), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("analysis,nothing", null, "'nothing' selects no tool")]
    [InlineData(null, "TINY", "'TINY' is no level")]
    [InlineData("coaia:analysis", null, "'coaia:analysis' selects no tool")]
    public void A_name_that_is_none_is_refused(string? tools, string? features, string complaint)
    {
        var refusal = Assert.Throws<ToolRefusal>(() => Selection.Read(tools, features, true, Tools));
        Assert.StartsWith(complaint, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_data_may_be_of_any_type_of_json()
    {
        var tool = Tools.First(tool => tool.Name == "trace_patch_output");
        var schema = tool.Define(tool.OwnName).InputSchema;
        var types = schema.GetProperty("properties").GetProperty("output_data").GetProperty("type");
        Assert.Equal(
            ["object", "array", "string", "number", "boolean", "null"],
            types.EnumerateArray().Select(type => type.GetString())
        );
    }

    [Fact]
    public void The_usual_tools_cost_little_context()
    {
        var listed = Selection
            .Read(null, null, true, Tools)
            .Tools.Sum(tool =>
            {
                var definition = tool.Value.Define(tool.Key);
                return definition.Name.Length
                    + definition.Description!.Length
                    + definition.InputSchema.GetRawText().Length;
            });
        Assert.InRange(listed, 1, 10_000);
    }
}
