/** Kudu's numbers for how a deployment stands. */
export const deploymentStatus = { pending: 0, building: 1, deploying: 2, failed: 3, success: 4 } as const;
export type DeploymentStatus = (typeof deploymentStatus)[keyof typeof deploymentStatus];

export interface DeploymentLogEntry {
  /** ISO 8601. */
  readonly time: string;
  readonly message: string;
}

/** One deployment of one site. */
export interface Deployment {
  readonly id: string;
  readonly status: DeploymentStatus;
  readonly author: string;
  readonly deployer: string;
  readonly message: string;
  /** ISO 8601. */
  readonly receivedTime: string;
  readonly startTime: string;
  /** ISO 8601; undefined while it runs. */
  readonly endTime?: string;
  readonly log: readonly DeploymentLogEntry[];
}

export function isComplete({ status }: Deployment): boolean {
  return status === deploymentStatus.failed || status === deploymentStatus.success;
}
