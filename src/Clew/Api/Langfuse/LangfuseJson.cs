using System.Text.Json;
using System.Text.Json.Serialization;
using Clew.Api.Langfuse.Datasets;
using Clew.Api.Langfuse.Media;
using Clew.Api.Langfuse.Prompts;
using Clew.Api.Langfuse.Scores;
using Clew.Model;

namespace Clew.Api.Langfuse;

/// <summary>How what is kept as documents becomes JSON, in answers and in the store.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, MaxDepth = ApiJson.Depth)]
[JsonSerializable(typeof(LangfuseInvalid))]
[JsonSerializable(typeof(LangfuseCreated))]
[JsonSerializable(typeof(LangfuseScoreConfig))]
[JsonSerializable(typeof(LangfuseList<LangfuseScoreConfig>))]
[JsonSerializable(typeof(LangfuseNewScoreConfig))]
[JsonSerializable(typeof(LangfuseScoreConfigChange))]
[JsonSerializable(typeof(LangfuseComment))]
[JsonSerializable(typeof(LangfuseList<LangfuseComment>))]
[JsonSerializable(typeof(LangfuseNewComment))]
[JsonSerializable(typeof(LangfuseModel))]
[JsonSerializable(typeof(LangfuseList<LangfuseModel>))]
[JsonSerializable(typeof(LangfuseNewModel))]
[JsonSerializable(typeof(LangfusePrompt))]
[JsonSerializable(typeof(LangfuseList<LangfusePromptMeta>))]
[JsonSerializable(typeof(LangfuseNewPrompt))]
[JsonSerializable(typeof(LangfuseNewLabels))]
[JsonSerializable(typeof(PromptHead))]
[JsonSerializable(typeof(PromptContent))]
[JsonSerializable(typeof(LangfuseDataset))]
[JsonSerializable(typeof(LangfuseList<LangfuseDataset>))]
[JsonSerializable(typeof(LangfuseList<LangfuseDatasetNames>))]
[JsonSerializable(typeof(LangfuseWholeDataset))]
[JsonSerializable(typeof(LangfuseNewDataset))]
[JsonSerializable(typeof(LangfuseDatasetItem))]
[JsonSerializable(typeof(LangfuseList<LangfuseDatasetItem>))]
[JsonSerializable(typeof(LangfuseNewDatasetItem))]
[JsonSerializable(typeof(LangfuseDatasetRun))]
[JsonSerializable(typeof(LangfuseList<LangfuseDatasetRun>))]
[JsonSerializable(typeof(LangfuseWholeDatasetRun))]
[JsonSerializable(typeof(LangfuseDatasetRunItem))]
[JsonSerializable(typeof(LangfuseList<LangfuseDatasetRunItem>))]
[JsonSerializable(typeof(LangfuseNewDatasetRunItem))]
[JsonSerializable(typeof(LangfuseNewMedia))]
[JsonSerializable(typeof(LangfuseMediaUpload))]
[JsonSerializable(typeof(LangfuseMediaReport))]
[JsonSerializable(typeof(LangfuseMedium))]
[JsonSerializable(typeof(MediaRecord))]
[JsonSerializable(typeof(MediaUse))]
sealed partial class LangfuseJson : JsonSerializerContext
{
    /// <summary>As <see cref="ApiJson.Plain"/>.</summary>
    public static LangfuseJson Plain { get; } =
        new(
            new JsonSerializerOptions(JsonSerializerDefaults.Web)
            {
                Encoder = PlainJsonEncoder.Instance,
                MaxDepth = ApiJson.Depth,
                // Otherwise "5" would pass for 5 in what was kept.
                NumberHandling = JsonNumberHandling.Strict,
            }
        );
}
