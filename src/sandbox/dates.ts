/** The ways in which the providers write an instant. */

const iso = (time: number): string => new Date(time).toISOString();

/** 2020-11-10T03:50:28Z */
export const toSeconds = (time: number): string => `${iso(time).slice(0, 19)}Z`;

/** 2020-11-24T12:50Z */
export const toMinutes = (time: number): string => `${iso(time).slice(0, 16)}Z`;

/** 2026/05/28T16:38:20Z */
export const toSlashed = (time: number): string => toSeconds(time).replaceAll('-', '/');

/** 2026-04-06 20:51:44 */
export const toBlankSeparated = (time: number): string => iso(time).slice(0, 19).replace('T', ' ');

/** 2025-06-17T13:09:15.214 */
export const toZoneless = (time: number): string => iso(time).slice(0, 23);
