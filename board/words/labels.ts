import { taskTypes } from '../details/task-types.ts';

/** `resourceId` as a person writes it: `Resource id`. */
export function labelOf(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `PARTIALLY_FAILED` as a person writes it: `Partially failed`. */
export function statusText(status: string): string {
  const words = status.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const providerTitles = new Map(
  taskTypes.providers.map(({ name, description }) => [name, description.split(':', 1)[0] ?? name]),
);

/** A provider's name as it calls itself: `Alibaba Cloud ECS`. */
export const providerText = (provider: string): string => providerTitles.get(provider) ?? provider;

const statusMeanings = new Map(taskTypes.statuses.map(({ name, description }) => [name, description]));

/** What a status means, in a sentence. */
export const statusMeaning = (status: string): string => statusMeanings.get(status) ?? '';

const wholeNumber = new Intl.NumberFormat();

/** A number with its thousands parted. */
export const countText = (count: number): string => wholeNumber.format(count);
