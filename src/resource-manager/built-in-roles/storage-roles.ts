import { builtInRole, COMMON_ACTIONS } from "./built-in-role.ts";

const BLOB = "Microsoft.Storage/storageAccounts/blobServices";
const QUEUE = "Microsoft.Storage/storageAccounts/queueServices";
const TABLE = "Microsoft.Storage/storageAccounts/tableServices";

/** Roles of Storage ("Azure built-in roles": Storage). */
export const storageRoles = [
  builtInRole(
    "17d1049b-9a84-46fb-8f53-869881c3d3ab",
    "Storage Account Contributor",
    "Manages storage accounts; their keys give access to all that is in them.",
    [
      ...COMMON_ACTIONS,
      "Microsoft.Insights/diagnosticSettings/*",
      "Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action",
      "Microsoft.ResourceHealth/availabilityStatuses/read",
      "Microsoft.Storage/storageAccounts/*",
    ],
  ),
  builtInRole(
    "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
    "Storage Blob Data Owner",
    "Full access to blobs and containers, and to their access control.",
    [`${BLOB}/containers/*`, `${BLOB}/generateUserDelegationKey/action`],
    { dataActions: [`${BLOB}/containers/blobs/*`] },
  ),
  builtInRole(
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    "Storage Blob Data Contributor",
    "Reads, writes and deletes blobs and containers.",
    [
      `${BLOB}/containers/delete`,
      `${BLOB}/containers/read`,
      `${BLOB}/containers/write`,
      `${BLOB}/generateUserDelegationKey/action`,
    ],
    {
      dataActions: [
        `${BLOB}/containers/blobs/delete`,
        `${BLOB}/containers/blobs/read`,
        `${BLOB}/containers/blobs/write`,
        `${BLOB}/containers/blobs/move/action`,
        `${BLOB}/containers/blobs/add/action`,
      ],
    },
  ),
  builtInRole(
    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    "Storage Blob Data Reader",
    "Reads blobs and containers.",
    [`${BLOB}/containers/read`, `${BLOB}/generateUserDelegationKey/action`],
    { dataActions: [`${BLOB}/containers/blobs/read`] },
  ),
  builtInRole(
    "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
    "Storage Queue Data Contributor",
    "Reads, writes and deletes queues and their messages.",
    [`${QUEUE}/queues/delete`, `${QUEUE}/queues/read`, `${QUEUE}/queues/write`],
    {
      dataActions: [
        `${QUEUE}/queues/messages/delete`,
        `${QUEUE}/queues/messages/read`,
        `${QUEUE}/queues/messages/write`,
        `${QUEUE}/queues/messages/process/action`,
      ],
    },
  ),
  builtInRole(
    "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    "Storage Table Data Contributor",
    "Reads, writes and deletes tables and their entities.",
    [`${TABLE}/tables/read`, `${TABLE}/tables/write`, `${TABLE}/tables/delete`],
    {
      dataActions: [
        `${TABLE}/tables/entities/read`,
        `${TABLE}/tables/entities/write`,
        `${TABLE}/tables/entities/delete`,
        `${TABLE}/tables/entities/add/action`,
        `${TABLE}/tables/entities/update/action`,
      ],
    },
  ),
  builtInRole(
    "19e7f393-937e-4f77-808e-94535e297925",
    "Storage Queue Data Reader",
    "Reads queues and peeks at their messages.",
    [`${QUEUE}/queues/read`],
    { dataActions: [`${QUEUE}/queues/messages/read`] },
  ),
  builtInRole(
    "8a0f0c08-91a1-4084-bc3d-661d67233fed",
    "Storage Queue Data Message Processor",
    "Peeks at, takes and deletes messages.",
    [],
    { dataActions: [`${QUEUE}/queues/messages/read`, `${QUEUE}/queues/messages/process/action`] },
  ),
  builtInRole(
    "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
    "Storage Queue Data Message Sender",
    "Adds messages to queues.",
    [],
    { dataActions: [`${QUEUE}/queues/messages/add/action`] },
  ),
  builtInRole(
    "76199698-9eea-4c19-bc75-cec21354c6b6",
    "Storage Table Data Reader",
    "Reads tables and their entities.",
    [`${TABLE}/tables/read`],
    { dataActions: [`${TABLE}/tables/entities/read`] },
  ),
];
