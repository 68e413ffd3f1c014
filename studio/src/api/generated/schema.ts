// Written by `npm run generate` from control-plane/http/openapi.json; do not edit.
export interface paths {
    "/api/v1/admin/audit-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the page before; missing: from the newest. */
                    after?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of entries */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditPage"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/checklist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What of the first steps has really happened. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One truth per step */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Checklist"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/desk-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When somebody is at the desk. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The opening hours, if there are any */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeskHoursView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** Say when somebody is at the desk. Whoever asks for a person at another time is told when that will be. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DeskHoursChange"];
                };
            };
            responses: {
                /** @description Saved */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeskHoursView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/desk-promises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How soon the desk promises a word on a ticket. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Minutes by priority */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UpdatePromises"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Say how soon the desk promises a word on a ticket. Who has opened one sees until when; it is counted in the desk's opening
         *     hours, if there are any.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UpdatePromises"];
                };
            };
            responses: {
                /** @description Saved */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UpdatePromises"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/git": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The Git server beside the tenant's own history, and how the last round with it went. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The settings; an empty `url` is none */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RemoteView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** Choose the Git server. Without `token` the one that is kept stays, as long as the address does. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RemoteChange"];
                };
            };
            responses: {
                /** @description Saved; the first round begins at once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RemoteView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        /** Forget the Git server; the history here stays. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Forgotten */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/git/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fetch, take over what is new there, push what is new here, now. Also settles conflicts. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Sync"] | null;
                };
            };
            responses: {
                /** @description Also when it did not work: `status` says */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SyncState"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which model the tenant uses. The key is never shown. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The settings */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ModelView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** Choose the model. Without `api_key` the one that is kept stays. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ModelChange"];
                };
            };
            responses: {
                /** @description Saved; used from the next call on */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ModelView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/models/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the model server something small and say how it went: with the settings of the body, which are not
         *     saved, or without a body with the saved ones. The stored key is sent to the stored address only.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["ModelChange"] | null;
                };
            };
            responses: {
                /** @description Also when it does not work: `ok` says */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ModelTest"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The built-in roles and what each may do. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The permission matrix */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_RoleView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's people. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    page?: number;
                    /** @description Only names and addresses that contain this. */
                    q?: string;
                    /** @description `created_at`, `name`, `email`; a leading `-` turns it round. */
                    sort?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of people */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_UserView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /** Add a person. Nobody can give a role that may do more than their own. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewUser"];
                };
            };
            responses: {
                /** @description Added */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The address has an account */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Disable a person's account: they stay in the records, their sessions end. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The person */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Disabled */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The tenant would lose its last administrator */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change name, role, status or password. Sessions of a person who loses something end at once. */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The person */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/merge-patch+json": components["schemas"]["UserChange"];
                };
            };
            responses: {
                /** @description Changed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The tenant would lose its last administrator */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Decisions that runs ask for, newest first: those the caller is or was asked; for people who may see
         *     runs or tickets, all of them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    page?: number;
                    /** @description `pending`, `approved`, `rejected`, `timeout`, `cancelled`. */
                    status?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of approvals */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_ApprovalView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One approval, as far as it concerns the caller. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the approval */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The approval */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApprovalView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve, reject, or pass on to a colleague. It counts for exactly what was shown: `hash` says what
         *     that was. Being one of those who are asked is the only permission it takes.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the approval */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewDecision"];
                };
            };
            responses: {
                /** @description The run has taken it; the approval as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApprovalView"];
                    };
                };
                /** @description Stored; the run will take it */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApprovalView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The caller is not one of those who are asked */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It is decided already, or about something else than what is asked now */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask back: a question to the person it is asked for, before one decides. It stays open, and its time runs on. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the approval */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewQuestion"];
                };
            };
            responses: {
                /** @description Asked; the approval as it is now */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApprovalView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The caller is not one of those who are asked */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It is decided already, or there is nobody to ask, or there are 10 questions */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/questions/{question}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer what an approver asks. Only whom it is asked for may, once, and while it is open. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the approval */
                    id: string;
                    /** @description Id of the question */
                    question: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewAnswer"];
                };
            };
            responses: {
                /** @description Answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was answered already, or decided */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What approvers ask the caller, who has not answered yet, the oldest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description At most 100 questions */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AskedOfMe"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assistants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The flows one can have a conversation with: those with a version in production. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description By name */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AssistantList"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the own account is signed in. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Open sessions, the latest used first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_Device"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign a device out. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Of the list of devices */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Signed out */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with e-mail and password. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Login"];
                };
            };
            responses: {
                /** @description Signed in; cookies are set too */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description E-mail or password is wrong */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session, on all servers within a minute. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Signed out; cookies are removed */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, and what they may do. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The person behind the token */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change the own password; all other sessions end. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangePassword"];
                };
            };
            responses: {
                /** @description Changed */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange the refresh token, or renew the session cookie.
         * @description Each refresh token works once. One that comes a second time ends the session: somebody has a copy.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description May be empty when the session cookie is sent */
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Refresh"];
                };
            };
            responses: {
                /** @description A new access token and a new refresh token */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The token is not good (any more) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a setup link is still good. */
        get: {
            parameters: {
                query: {
                    /** @description From the link that the server printed. */
                    token: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Also when it is not good */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SetupStatus"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /** Make the first administrator; the link works once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Setup"];
                };
            };
            responses: {
                /** @description Made and signed in */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The link is not good (any more) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The setup has been done */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The conversations one may see: one's own, or everybody's with `runs:read`. */
        get: {
            parameters: {
                query?: {
                    /** @description Test chats from the Studio in place of the others. */
                    draft?: boolean;
                    /** @description Name of a flow. */
                    flow?: string;
                    limit?: number;
                    /** @description Only one's own, also for those who see more. */
                    mine?: boolean;
                    page?: number;
                    /** @description `updated_at`, `created_at`; a leading `-` turns it round. */
                    sort?: string;
                    /** @description `open`, `closed`. */
                    status?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of conversations */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_ConversationView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /** Begin a conversation with a flow. A test chat (`draft`) needs `flows:write`. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewConversation"];
                };
            };
            responses: {
                /** @description Begun; `Location` names it */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversationView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The flow has not been published */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One conversation: one's own, or anybody's with `runs:read`. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The conversation */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversationView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The files that were sent in a conversation, the oldest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The files */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AttachmentView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Send a file ahead of the message that it goes with: `attachments` of that message names it. What it is, its
         *     bytes say. A file that no message was sent with goes after a day.
         */
        post: {
            parameters: {
                query: {
                    /** @description What the file is called. */
                    name: string;
                };
                header?: {
                    /** @description The same key is the same file, whatever died */
                    "Idempotency-Key"?: string | null;
                };
                path: {
                    /** @description Id of the conversation */
                    id: string;
                };
                cookie?: never;
            };
            /** @description The bytes, as they are */
            requestBody: {
                content: {
                    "application/octet-stream": number[];
                };
            };
            responses: {
                /** @description Kept; `Location` names it */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AttachmentView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description There are too many files, or the conversation is closed */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The file is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description This is no file that can be sent */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/attachments/{attachment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of a conversation. Pictures may be shown in place; everything else is to be saved. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the file */
                    attachment: string;
                    /** @description Id of the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Its bytes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": unknown;
                    };
                };
                /** @description As `If-None-Match` says */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Take a file back that was not sent yet. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the file */
                    attachment: string;
                    /** @description Id of the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was sent and belongs to its message */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a conversation: `message.created`, `message.delta` (a piece of an answer, which may cite `[1]` up to
         *     `[sources]` where it says so), `message.completed`, `node.started` (its `kind` alone), `node.progress`, and
         *     `run.started`, `waiting`, `resumed`, `completed`, `failed`, `cancelled`. Without a cursor the stream
         *     begins with the run that is going on, if any, and goes on over all later ones. A message that is told
         *     again replaces the earlier copy.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `id` of the last event received; the header `Last-Event-ID` says the same and wins. */
                    after?: string;
                };
                header?: {
                    /** @description `<run>:<seq>[.<part>]` */
                    "Last-Event-ID"?: string | null;
                };
                path: {
                    /** @description Id of the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Events, without end */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": unknown;
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/handoff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take over a conversation that a flow has handed to the desk, or whose user has asked for a person: the user
         *     is told who has come. What either writes from then on goes by `POST /conversations/{id}/messages`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Word"];
                };
            };
            responses: {
                /** @description What was said last */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessageView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It is not handed over at the moment, or somebody else has it (`taken_over`) */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was said, in order. */
        get: {
            parameters: {
                query?: {
                    /** @description Messages with a greater `seq`. */
                    after?: number;
                    /** @description At most 200; 50 when not given. */
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @description Id of the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Messages */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessagePage"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Say something. To a run that waits for the user it is the answer; while a person of the desk has the
         *     conversation it is for them (and they write here, too); otherwise it starts a run of the flow's
         *     published version. With `Accept: text/event-stream` the answer streams in the same request,
         *     until the run ends or waits.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key is the same message, whatever died */
                    "Idempotency-Key"?: string | null;
                };
                path: {
                    /** @description Id of the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewMessage"];
                };
            };
            responses: {
                /** @description With `Accept: text/event-stream`: the events of the turn */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": unknown;
                    };
                };
                /** @description Taken; the run is durable */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Taken"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nothing is being asked, or the conversation is closed */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a person. What is said from then on goes to the desk, and starts and answers no run; asking again
         *     changes nothing.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The desk knows; `person` says how many wait before */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversationView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The conversation is closed, or a test chat */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** Go back to the assistant, whether somebody has come or not. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is the assistant's */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversationView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was the flow that handed it over */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a conversation back to its flow, which goes on with the text; or to the assistant, when it was the user
         *     who had asked for a person.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Word"];
                };
            };
            responses: {
                /** @description Stored; the run goes on, if there is one */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Returned"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It is not handed over at the moment */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/file-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which files can be sent with a message. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The rules */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FileRulesView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/desk/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Conversations that wait for a person, or have one: those that wait longest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The conversations */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_LiveConversation"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/approvals/{id}/questions/{question}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer what an approver asks the visitor, as `POST /approvals/{id}/questions/{question}/answer`. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the approval */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                    /** @description Id of the question */
                    question: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewAnswer"];
                };
            };
            responses: {
                /** @description Answered */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was answered already, or decided */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The visitor's conversations, the last used first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    page?: number;
                };
                header?: never;
                path: {
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of conversations */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_ConversationView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /** Begin a conversation with the widget's flow, as it is published. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["NewVisitorConversation"] | null;
                };
            };
            responses: {
                /** @description Begun; `Location` names it */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversationView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The flow has not been published */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the visitor's conversations. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the conversation */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The conversation */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversationView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/conversations/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a file ahead of its message, as `POST /conversations/{id}/attachments`. */
        post: {
            parameters: {
                query: {
                    /** @description What the file is called. */
                    name: string;
                };
                header?: {
                    /** @description The same key is the same file, whatever died */
                    "Idempotency-Key"?: string | null;
                };
                path: {
                    /** @description Id of the conversation */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            /** @description The bytes, as they are */
            requestBody: {
                content: {
                    "application/octet-stream": number[];
                };
            };
            responses: {
                /** @description Kept; `Location` names it */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AttachmentView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description There are too many files, or the conversation is closed */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The file is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description This is no file that can be sent */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/conversations/{id}/attachments/{attachment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of one of the visitor's conversations, as `GET /conversations/{id}/attachments/{attachment}`. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the file */
                    attachment: string;
                    /** @description Id of the conversation */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Its bytes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": unknown;
                    };
                };
                /** @description As `If-None-Match` says */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Take a file back that was not sent yet. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the file */
                    attachment: string;
                    /** @description Id of the conversation */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was sent and belongs to its message */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/conversations/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow a conversation, as `GET /conversations/{id}/events`. */
        get: {
            parameters: {
                query?: {
                    /** @description `id` of the last event received; the header `Last-Event-ID` says the same and wins. */
                    after?: string;
                };
                header?: {
                    /** @description `<run>:<seq>[.<part>]` */
                    "Last-Event-ID"?: string | null;
                };
                path: {
                    /** @description Id of the conversation */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Events, until the session ends */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": unknown;
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was said, in order. */
        get: {
            parameters: {
                query?: {
                    /** @description Messages with a greater `seq`. */
                    after?: number;
                    /** @description At most 200; 50 when not given. */
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @description Id of the conversation */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Messages */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessagePage"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /** Say something, as `POST /conversations/{id}/messages`. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key is the same message, whatever died */
                    "Idempotency-Key"?: string | null;
                };
                path: {
                    /** @description Id of the conversation */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewMessage"];
                };
            };
            responses: {
                /** @description With `Accept: text/event-stream`: the events of the turn */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": unknown;
                    };
                };
                /** @description Taken; the run is durable */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Taken"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nothing is being asked, or the conversation is closed */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/conversations/{id}/person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a person, as `POST /conversations/{id}/person`. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the conversation */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The desk knows; `person` says how many wait before */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversationView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The conversation is closed */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** Go back to the assistant, whether somebody has come or not. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the conversation */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is the assistant's */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversationView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was the flow that handed it over */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/file-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which files can be sent with a message. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The rules */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FileRulesView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/messages/{id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whether an answer helped. A second opinion replaces the first. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the message */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewFeedback"];
                };
            };
            responses: {
                /** @description Kept */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FeedbackView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/messages/{id}/sources/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The article that an answer stands on, with the passage marked. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the message */
                    id: string;
                    /** @description Number of the citation */
                    n: number;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The article */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ArticleView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a run of one of the visitor's conversations; it does within a second. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the run */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is being stopped */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ActiveRun"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin a visitor's session, or prolong the one of the cookie: an hour at a time, a day at most. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Visit"] | null;
                };
            };
            responses: {
                /** @description Open; the cookie is set too */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VisitorSession"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The identity cannot be believed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description There is no such widget, or it is switched off */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** End the session in this browser, as when the person signs out of the embedding page. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The cookie is removed */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the visitor's tickets, with what was said about it. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id or number of the ticket */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The ticket */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VisitorTicket"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/tickets/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a file ahead of the comment that it goes with, as `POST /tickets/{id}/attachments`. */
        post: {
            parameters: {
                query: {
                    /** @description What the file is called. */
                    name: string;
                };
                header?: {
                    /** @description The same key is the same file, whatever died */
                    "Idempotency-Key"?: string | null;
                };
                path: {
                    /** @description Id or number of the ticket */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            /** @description The bytes, as they are */
            requestBody: {
                content: {
                    "application/octet-stream": number[];
                };
            };
            responses: {
                /** @description Kept; `Location` names it */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AttachmentView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description There are too many files */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The file is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description This is no file that can be sent */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/tickets/{id}/attachments/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of one of the visitor's tickets, as `GET /tickets/{id}/attachments/{file}`. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the file */
                    file: string;
                    /** @description Id or number of the ticket */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Its bytes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": unknown;
                    };
                };
                /** @description As `If-None-Match` says */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Take a file back that was not sent yet. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the file */
                    file: string;
                    /** @description Id or number of the ticket */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was sent and belongs to its comment */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/tickets/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say something about one of the visitor's tickets. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key is the same comment, whatever died */
                    "Idempotency-Key"?: string | null;
                };
                path: {
                    /** @description Id or number of the ticket */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewComment"];
                };
            };
            responses: {
                /** @description Said */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CommentView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embed/{public_id}/tickets/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open one of the visitor's tickets again that was done. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id or number of the ticket */
                    id: string;
                    /** @description Public id of the widget */
                    public_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The ticket */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VisitorTicket"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was never done */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's flows. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    page?: number;
                    /** @description Only names and titles that contain this. */
                    q?: string;
                    /** @description `updated_at`, `name`, `title`; a leading `-` turns it round. */
                    sort?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of flows */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_FlowItem"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /** Make a flow, blank or from a template. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewFlow"];
                };
            };
            responses: {
                /** @description Made; `Location` names it */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FlowItem"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The name is taken */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One flow, as in the list. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The flow */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FlowItem"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Delete a flow with its draft and its versions. Runs that are going on finish; its history stays
         *     in Git.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Deleted */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/branches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The branches of a flow, by name. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All of them: there are few */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_BranchView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /** Begin a branch: a draft beside the flow's own. It is read and saved like that, with `?branch=`. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewBranch"];
                };
            };
            responses: {
                /** @description Begun; `Location` is where its document is */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BranchView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The name is taken, or the flow has enough branches */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/branches/{branch}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a branch with what only it has. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the branch */
                    branch: string;
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/branches/{branch}/commit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Save a branch to Git as it is now, as a commit of one's own. It is pushed when a remote is set; what cannot
         *     be committed or pushed now is tried again.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the branch */
                    branch: string;
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SaveBranch"];
                };
            };
            responses: {
                /** @description Saved; a branch that is as it was keeps its commit */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SavedBranch"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/branches/{branch}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changed on the way to the branch, by meaning. */
        get: {
            parameters: {
                query?: {
                    /** @description `base`: what the branch and the draft have in common; `draft`: the flow's draft as it is now. */
                    against?: "base" | "draft";
                };
                header?: never;
                path: {
                    /** @description Name of the branch */
                    branch: string;
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The changes, to draw and as text */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Changes"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/branches/{branch}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring a branch into the flow's draft, all of it or nothing. Nothing is published. What both changed is
         *     answered with `merge_conflict`; the same request with `resolutions` settles it.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the branch */
                    branch: string;
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MergeBranch"];
                };
            };
            responses: {
                /** @description The draft as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Merged"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Both changed the same: `conflicts` says where */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description One of them has changed since */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/branches/{branch}/update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring the changes of the flow's draft into a branch, all of them or nothing; the draft stays as it is.
         *     What both changed is answered with `merge_conflict`; the same request with `resolutions` settles it.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the branch */
                    branch: string;
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UpdateBranch"];
                };
            };
            responses: {
                /** @description The branch as it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Merged"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Both changed the same: `conflicts` says where */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description One of them has changed since */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where people meet the flow: its chat page and its widget. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The channels; `ETag` names the widget's state */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Channels"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/channels/widget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Save the widget: whether it is on, which pages may frame it, and how it looks. The first time makes its
         *     public id.
         */
        put: {
            parameters: {
                query?: never;
                header: {
                    /** @description ETag of the channels as they were seen */
                    "If-Match": string;
                };
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WidgetChange"];
                };
            };
            responses: {
                /** @description Saved; `ETag` names the new state */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Channels"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was changed in the meantime */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description If-Match is missing */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/channels/widget/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give the widget another public id. Snippets with the old one stop working, and its visitors are signed
         *     out.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The channels with the new id */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Channels"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The widget has not been saved yet */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/channels/widget/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the secret with which the embedding page vouches for its visitors, in place of the one before. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is shown this once */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WidgetSecret"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The widget has not been saved yet */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** Take the secret away: nobody vouches for visitors any more. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The widget has not been saved yet */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the check says about the draft, or about the document in the body, and the most that one run can cost.
         *     Nothing is saved or run.
         */
        post: {
            parameters: {
                query?: {
                    /** @description A branch of the flow; without it the flow's own draft. */
                    branch?: string;
                };
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            /** @description Missing: the draft is checked */
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["Flow"] | null;
                };
            };
            responses: {
                /** @description Errors first; empty when all is well */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CheckReport"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/check/surroundings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the check needs besides the document, to make the same check elsewhere. Of secrets, their names. */
        get: {
            parameters: {
                query?: {
                    /** @description Names of the flows that the document runs, with commas between them. */
                    runs?: string;
                };
                header?: {
                    /** @description ETag of the surroundings the client has */
                    "If-None-Match"?: string | null;
                };
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The surroundings; `ETag` names their state */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Surroundings"];
                    };
                };
                /** @description The client has them already */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people say about a flow, the oldest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Comments and replies */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FlowCommentList"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /** Say something about a flow, or reply. Those who are mentioned are notified. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewFlowComment"];
                };
            };
            responses: {
                /** @description Said; `Location` names it */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FlowCommentView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/comments/{comment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take back what one said; with its replies, when it began a thread. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the comment */
                    comment: string;
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It is somebody else's */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change one's own comment; settle a thread, or open it again. */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the comment */
                    comment: string;
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FlowCommentChange"];
                };
            };
            responses: {
                /** @description As it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FlowCommentView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It is somebody else's */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/flows/{flow}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Copy some nodes, with the edges between them and what of the flow they speak of. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewCopy"];
                };
            };
            responses: {
                /** @description What to paste elsewhere */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Fragment"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Which node there is not */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changed between two states of a flow, by meaning. */
        get: {
            parameters: {
                query?: {
                    /** @description `draft`, `branch:` and a branch's name, a version's number, or `dev`, `staging`, `production`; without it what production runs. */
                    base?: string;
                    /** @description The same; without it the draft. */
                    head?: string;
                };
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The changes, to draw and as text */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Changes"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The draft's document. */
        get: {
            parameters: {
                query?: {
                    /** @description A branch of the flow; without it the flow's own draft. */
                    branch?: string;
                };
                header?: {
                    /** @description ETag of the draft the client has */
                    "If-None-Match"?: string | null;
                };
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The document; `ETag` names its state */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Flow"];
                    };
                };
                /** @description The client has it already */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** Replace the draft. It is saved also with findings; only publishing insists on none. */
        put: {
            parameters: {
                query?: {
                    /** @description A branch of the flow; without it the flow's own draft. */
                    branch?: string;
                };
                header: {
                    /** @description ETag of the draft that is edited */
                    "If-Match": string;
                };
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Flow"];
                };
            };
            responses: {
                /** @description Saved; `ETag` names the new state */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Checked"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was changed in the meantime */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description If-Match is missing */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change parts of the draft by JSON merge patch (arrays are replaced whole). */
        patch: {
            parameters: {
                query?: {
                    /** @description A branch of the flow; without it the flow's own draft. */
                    branch?: string;
                };
                header: {
                    /** @description ETag of the draft that is edited */
                    "If-Match": string;
                };
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/merge-patch+json": unknown;
                };
            };
            responses: {
                /** @description Saved; `ETag` names the new state */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Checked"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was changed in the meantime */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description If-Match is missing */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/flows/{flow}/draft/authors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose changes the draft has that no version has; of a branch, that the flow's draft has not. */
        get: {
            parameters: {
                query?: {
                    /** @description A branch of the flow; without it the flow's own draft. */
                    branch?: string;
                };
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description By author, who changed something last first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuthorList"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/environments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which version runs where. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description dev, staging and production */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Environments"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/environments/{environment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One environment. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description `dev`, `staging` or `production` */
                    environment: string;
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The environment; `ETag` names its state */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EnvironmentView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Point an environment at a version: promote, roll back, follow the newest, or give a share to a candidate.
         * @description A version that lacks something here is refused, with everything that it lacks.
         */
        put: {
            parameters: {
                query?: never;
                header: {
                    /** @description ETag of the environment as it was seen */
                    "If-Match": string;
                };
                path: {
                    /** @description `dev`, `staging` or `production` */
                    environment: string;
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Promote"];
                };
            };
            responses: {
                /** @description Moved; runs and conversations that go on keep their version */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EnvironmentView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was changed in the meantime */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The version lacks something (`findings`), or its tests do not pass */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description If-Match is missing */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/environments/{environment}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What pointing the environment at a version would mean: what it lacks, before it moves. */
        get: {
            parameters: {
                query?: {
                    /** @description The version to look at; without it the newest. */
                    version?: number;
                };
                header?: never;
                path: {
                    /** @description `dev`, `staging` or `production` */
                    environment: string;
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Nothing has moved */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Promotion"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The flow as one document to take elsewhere: `POST /flows/import` there reads it back. It names the
         *     secrets, tools, knowledge bases, forms and models that it needs, and has no value of any.
         */
        get: {
            parameters: {
                query?: {
                    /** @description A version's number; without it the draft for who may edit it, else what is published. */
                    version?: number;
                    /** @description With the flows that it runs, and those that they run; true without it. */
                    with_subflows?: boolean;
                };
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The document in its canonical form */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Bundle"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/extract": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make some nodes a flow of their own. Nothing is saved. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewExtract"];
                };
            };
            responses: {
                /** @description Both documents */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ExtractResult"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Why these nodes cannot be taken out */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/layout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the nodes stand on the canvas. */
        get: {
            parameters: {
                query?: {
                    /** @description A branch of the flow; without it the flow's own draft. */
                    branch?: string;
                };
                header?: {
                    /** @description ETag of the layout the client has */
                    "If-None-Match"?: string | null;
                };
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The layout; `ETag` names its state */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Layout"];
                    };
                };
                /** @description The client has it already */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** Replace the layout. The draft and its versions do not change by that. */
        put: {
            parameters: {
                query?: {
                    /** @description A branch of the flow; without it the flow's own draft. */
                    branch?: string;
                };
                header: {
                    /** @description ETag of the layout that is edited */
                    "If-Match": string;
                };
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Layout"];
                };
            };
            responses: {
                /** @description Saved; `ETag` names the new state */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Layout"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was changed in the meantime */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description If-Match is missing */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Merge two documents that come from one. Nothing is saved; a conflict is a node and a field. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewMerge"];
                };
            };
            responses: {
                /** @description The merged document and what is left to decide */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MergeResult"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/nodes/{node}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run one node of the draft alone, as a test run, with the values that a run of the flow had for it,
         *     or with given ones. Nodes that act on the run around them (questions, waits, loops, state) are
         *     refused.
         */
        post: {
            parameters: {
                query?: {
                    /** @description Seconds to wait for it to end, at most 60. */
                    wait?: number;
                };
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                    /** @description Id of the node */
                    node: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RunNode"];
                };
            };
            responses: {
                /** @description It ended within `wait` */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunView"];
                    };
                };
                /** @description Accepted; `Location` names the run */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/paste": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put copied nodes into a flow, of another tenant even: what they need and is not here is named, and
         *     nothing is left out. Nothing is saved.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPaste"];
                };
            };
            responses: {
                /** @description The document and what is missing */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasteResult"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Why they cannot be put there */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say that one has the flow open, and where one is in it; answers who else is there. A tab that is
         *     not heard of for 30 seconds is gone.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Announce"];
                };
            };
            responses: {
                /** @description Who is there, and the draft's ETag */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PresenceView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/presence/{tab}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Say that a tab of one's own is closed. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                    /** @description As the tab called itself */
                    tab: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Noted */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Freeze the draft as a new version, commit it, and let new conversations use it.
         * @description A draft with errors is refused and nothing is saved. With `only_authors` the version is the last one with what
         *     these people changed; the rest stays in the draft.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Publish"];
                };
            };
            responses: {
                /** @description Published */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Version"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nothing changed since the last version */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The draft has errors (`findings` names all of them), its tests do not pass, or the authors' changes cannot be taken apart (`errors`) */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/publish/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What publishing would make: its changes, findings and tests, and what would stay in the draft. Nothing is saved. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPreview"];
                };
            };
            responses: {
                /** @description The version that would come of it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PublishPreview"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nothing is published yet */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The authors' changes cannot be taken apart */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/restore-points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The draft as it was before imports, tidying up, merges and deleting much, the newest first. The last twenty are
         *     kept, and 8 MiB of them.
         */
        get: {
            parameters: {
                query?: {
                    /** @description A branch of the flow; without it the flow's own draft. */
                    branch?: string;
                };
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Restore points without their documents */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RestorePointList"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/restore-points/{point}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A restore point with its documents. Bringing it back is saving them as the draft. */
        get: {
            parameters: {
                query?: {
                    /** @description A branch of the flow; without it the flow's own draft. */
                    branch?: string;
                };
                header?: {
                    /** @description ETag of what the client has */
                    "If-None-Match"?: string | null;
                };
                path: {
                    /** @description Name of the flow */
                    flow: string;
                    /** @description Id of the restore point */
                    point: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description As it was; `ETag` names it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RestorePointDetail"];
                    };
                };
                /** @description The client has it already */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** Keep the draft as it was, under an id that the client chose. Handing the same over again changes nothing. */
        put: {
            parameters: {
                query?: {
                    /** @description A branch of the flow; without it the flow's own draft. */
                    branch?: string;
                };
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                    /** @description Id of the restore point */
                    point: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewRestorePoint"];
                };
            };
            responses: {
                /** @description It was kept already */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RestorePointView"];
                    };
                };
                /** @description Kept; the oldest may be gone for it. `ETag` names it */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RestorePointView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The id stands for something else */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a run. It is durable when this answers. */
        post: {
            parameters: {
                query?: {
                    /** @description Seconds to wait for the run to end, at most 60. */
                    wait?: number;
                };
                header?: {
                    /** @description The same key is the same run, whatever died */
                    "Idempotency-Key"?: string | null;
                };
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StartRun"];
                };
            };
            responses: {
                /** @description It ended, or waits for somebody, within `wait` */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunView"];
                    };
                };
                /** @description Accepted; `Location` names it */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The flow has not been published */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/test-gate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say whether publishing insists on the flow's tests. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TestGate"];
                };
            };
            responses: {
                /** @description As it is now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TestGate"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tests of the draft. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All tests, by name */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Tests"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /** Add a test to the draft, or replace the one of its name. Publishing commits it with the version. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            /** @description A document of the format `flowright-test/1` */
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                /** @description Replaced */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TestItem"];
                    };
                };
                /** @description Added */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TestItem"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/tests/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a test away from the draft. Versions keep it. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                    /** @description Name of the test */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Deleted */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/tests/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run tests of the draft, or of a version. No model and no tool is called: the tests bring the outcomes. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewTestRun"];
                };
            };
            responses: {
                /** @description How they went, passed or not */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TestResults"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The document has errors; `findings` names all of them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/upgrade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What of a flow that was drawn with older kinds of nodes, or older tools, does not fit those of now. No
         *     edge and no setting is dropped: each is told with what it would best become. Nothing is saved.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewUpgrade"];
                };
            };
            responses: {
                /** @description The document as it was and what has changed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UpgradeResult"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Published versions, the newest first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    page?: number;
                };
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of versions */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_Version"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One published version with its document. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the flow */
                    flow: string;
                    /** @description Number of the version */
                    version: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The version */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VersionDetail"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/describe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have the tenant's language model draw a flow that somebody describes, and open it as a draft with whatever
         *     findings remain. Nothing of it is published or run.
         * @description It takes up to two minutes; a client that goes away ends it, and then nothing is kept.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewDescription"];
                };
            };
            responses: {
                /** @description The draft; `Location` names it */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Described"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Only the offline model is connected (`no_model`), or the name is taken */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The description is not acceptable */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The model gave no flow */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a flow that was exported elsewhere, or one of another product (Dify, Flowise, n8n, Coze, Langflow), as a draft,
         *     with a report of what was carried over, approximated, left out, and is missing here. Nothing of it is run.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewImport"];
                };
            };
            responses: {
                /** @description The report of a dry run */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportResult"];
                    };
                };
                /** @description The drafts and the report */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportResult"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The name is taken */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The document cannot be read: what is wrong, and where */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's forms, by name. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    page?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of forms */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_FormView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /** Make a form. Its version is 1. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Form"];
                };
            };
            responses: {
                /** @description Made; `Location` names it */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FormView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The name is taken */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forms/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One form. */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description ETag of the state the client has */
                    "If-None-Match"?: string | null;
                };
                path: {
                    /** @description Name of the form */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The form; `ETag` names its state */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FormView"];
                    };
                };
                /** @description The client has it already */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** Make the next version of a form. Runs that wait with an older one keep it. */
        put: {
            parameters: {
                query?: never;
                header: {
                    /** @description ETag of the state that is edited */
                    "If-Match": string;
                };
                path: {
                    /** @description Name of the form */
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Form"];
                };
            };
            responses: {
                /** @description Saved; `ETag` names the new state */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FormView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was changed in the meantime */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description If-Match is missing */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hooks/git/{tenant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A Git server says that somebody pushed (`X-Gitea-Signature` or `X-Hub-Signature-256` over the body). */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Short name of the tenant */
                    tenant: string;
                };
                cookie?: never;
            };
            /** @description As the Git server writes it; only its signature is read */
            requestBody: {
                content: {
                    "application/json": unknown;
                };
            };
            responses: {
                /** @description The next round begins at once */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not signed with the tenant's webhook secret */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/bases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's knowledge bases. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All of them */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_BaseView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /** Make an empty knowledge base. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewBase"];
                };
            };
            responses: {
                /** @description Made; `Location` names it */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BaseView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The name is taken */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/bases/{base}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One knowledge base and how far its documents are. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the base */
                    base: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The base */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BaseView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/bases/{base}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A base's documents and how far they are. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    page?: number;
                    /** @description `created_at`, `path`, `title`; a leading `-` turns it round. */
                    sort?: string;
                    /** @description `queued`, `indexing`, `ready`, `failed`. */
                    status?: string;
                };
                header?: never;
                path: {
                    /** @description Name of the base */
                    base: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of documents */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_DocumentView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Send a document. It is kept when this answers, and indexed in the background; the list of documents
         *     shows how far it is. A text may come as JSON: `{title, text, format, path, url}`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the base */
                    base: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewText"];
                    "multipart/form-data": components["schemas"]["Upload"];
                };
            };
            responses: {
                /** @description Kept, and queued for the index */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Accepted"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/bases/{base}/documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A document to be read: the text that was read from it, block by block. */
        get: {
            parameters: {
                query?: {
                    /** @description Words of the passage that is meant, as `GET /kb/search` gives them in `excerpt`: it is marked. */
                    passage?: string;
                };
                header?: never;
                path: {
                    /** @description Name of the base */
                    base: string;
                    /** @description Id of the document */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The article */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ArticleView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It has not been read yet, or could not be */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Take a document away: its entry, its passages, its file. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the base */
                    base: string;
                    /** @description Id of the document */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ask the knowledge bases. */
        get: {
            parameters: {
                query: {
                    /** @description Name of a base; all of them when not given. */
                    base?: string;
                    /** @description The question. */
                    q: string;
                    /** @description How many passages, at most 50; 5 when not given. */
                    top_k?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Passages */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SearchAnswer"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description There is no such base */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description There is no question */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whether an answer helped. A second opinion replaces the first. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the message */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewFeedback"];
                };
            };
            responses: {
                /** @description Kept */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FeedbackView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/sources/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The article that an answer stands on, with the passage marked. Who may read the answer may read it. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the message */
                    id: string;
                    /** @description Number of the citation */
                    n: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The article */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ArticleView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description No such citation, or the article has been taken away */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/node-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The built-in kinds and those of the tenant's MCP servers. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All kinds, by name */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_NodeKind"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own notifications, newest first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    page?: number;
                    /** @description Only those that were not read. */
                    unread?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of notifications */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_NotificationView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark one of one's own notifications as read. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the notification */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Read */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NotificationView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People who may see flows: whom a comment can mention. */
        get: {
            parameters: {
                query?: {
                    /** @description A part of the name or the address. */
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description At most twenty */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PeopleList"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The key that a browser asks for notices with, and which of one's own get them. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The key, and the devices, the newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PushView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get one's notices on this device too, until one signs out there. Of ten devices the oldest makes room for another. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPushDevice"];
                };
            };
            responses: {
                /** @description It will get them */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PushDevice"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push/devices/{device}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Get no notices on a device any more. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Of the list of devices */
                    device: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It gets none */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs, newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Failed with this code (`timeout`, `validation`, …). */
                    code?: string;
                    /** @description Id of a conversation. */
                    conversation?: string;
                    /** @description Name of a flow. */
                    flow?: string;
                    limit?: number;
                    /** @description Failed at the node of this address. */
                    node?: string;
                    page?: number;
                    /** @description Id of a run: what was made of it (forks, retries). */
                    parent?: string;
                    /** @description Started then or later. */
                    since?: string;
                    /** @description `-created_at` is the only one. */
                    sort?: string;
                    /** @description `queued`, `running`, `waiting`, `completed`, `failed`, `cancelled`. */
                    status?: string;
                    /** @description `true`: test runs only; `false`: none. Both when not given. */
                    test?: boolean;
                    /** @description Started before. */
                    until?: string;
                    /** @description Number of a version of the flow, which must be named, too. */
                    version?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of runs */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_RunView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One run. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the run */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The run */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a run; it does within a second. Nothing happens to one that has ended.
         * @description With `runs:write` any run, with `chat:use` one of one's own conversations. Whoever may not read runs gets
         *     of it what the conversation shows.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the run */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Cancel"];
                };
            };
            responses: {
                /** @description It is being stopped */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Stopped"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a run did. With `Accept: text/event-stream`: the log from the cursor, then live, to the run's
         *     last event; a client that comes back after that gets 204 and stops. Otherwise one page of the log.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Events after this one: `<seq>`, or `<seq>.<part>` of a delta. */
                    after?: string;
                    /** @description Of a page: at most 1,000; 200 when not given. */
                    limit?: number;
                };
                header?: {
                    /** @description `<seq>` or `<seq>.<part>` */
                    "Last-Event-ID"?: string | null;
                };
                path: {
                    /** @description Id of the run */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Events */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EventPage"];
                    };
                };
                /** @description Streaming: the run has ended and everything was received */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/fork": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go another way from a step of a run, with values changed, outcomes pinned or breakpoints set: a new test
         *     run. What had finished by then is taken over and not done again.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key is the same run, whatever died */
                    "Idempotency-Key"?: string | null;
                };
                path: {
                    /** @description Id of the run */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ForkRun"];
                };
            };
            responses: {
                /** @description Accepted; `Location` names the new run */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/migration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What moving a run to another version would come to: what is taken over, what is called at once, and what
         *     it would wait for. Changes nothing.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Number of a published version of the run's flow; the one that new runs get when not given. */
                    version?: number;
                };
                header?: never;
                path: {
                    /** @description Id of the run */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What it would come to */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Migration"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description No such run, or no such version of its flow */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The run has ended */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description It has that version already, or the version cannot run any more */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Move a run that has not ended to another version of its flow. What it has done is taken over as far as the
         *     version has the same steps; a version never changes under a run by itself.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the run */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MigrateRun"];
                };
            };
            responses: {
                /** @description It goes on in that version */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description No such run, or no such version of its flow */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The run has ended, or moved on since it was looked at */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The version would have ended before it came to where the run is */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on where a run failed, in a new run: what had worked is not done again, and what is repeated goes out
         *     under the keys it had.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key is the same run, whatever died */
                    "Idempotency-Key"?: string | null;
                };
                path: {
                    /** @description Id of the run */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RetryRun"];
                };
            };
            responses: {
                /** @description Accepted; `Location` names the new run */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The run has not ended yet */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/signals/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send something to a run that waits for it: `answer` for a question, `continue` for a test run at a
         *     breakpoint. Decisions have their own address, and so has giving a conversation back.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the run */
                    id: string;
                    /** @description `answer`, `continue`, or the name of an event */
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewSignal"];
                };
            };
            responses: {
                /** @description Stored */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Stored"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The run has ended, or does not wait for this */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The run's state after an event: channels, node outputs, node status. */
        get: {
            parameters: {
                query?: {
                    /** @description After this event; after the last one when not given. */
                    at_seq?: number;
                };
                header?: never;
                path: {
                    /** @description Id of the run */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The state */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a run a test of its flow: the same input and answers, the outcomes its calls had then, and that it
         *     does the same again.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the run */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewTest"];
                };
            };
            responses: {
                /** @description In the place of the test of its name */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TestItem"];
                    };
                };
                /** @description Added to the draft's tests */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TestItem"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The run is still going on */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Two runs side by side: how far they went the same way, and what became of each node. */
        get: {
            parameters: {
                query: {
                    /** @description Id of a run. */
                    a: string;
                    /** @description Id of the run to compare it with. */
                    b: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What they have in common and where they differ */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Comparison"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description One of them does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tickets: all of them with `tickets:read`, else one's own. */
        get: {
            parameters: {
                query?: {
                    /** @description Id of a person, or `me`. */
                    assignee?: string;
                    category?: string;
                    limit?: number;
                    page?: number;
                    /** @description `P1` to `P5`. */
                    priority?: string;
                    /** @description Part of the number, the title or the description. */
                    q?: string;
                    /** @description Id of a person, or `me`. */
                    requester?: string;
                    /** @description `created_at`, `updated_at`, `number`, `priority`, `status`, `title`; a leading `-` turns it round. */
                    sort?: string;
                    /** @description `new`, `open`, `pending`, `resolved`, `closed`. */
                    status?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of tickets */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_TicketView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /** Make a ticket. The desk is told. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key is the same ticket, whatever died */
                    "Idempotency-Key"?: string | null;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewTicket"];
                };
            };
            responses: {
                /** @description Made; `Location` names it */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketDetail"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One ticket with its comments. Who is not of the desk sees their own only, and no internal comments. */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description ETag of the state the client has */
                    "If-None-Match"?: string | null;
                };
                path: {
                    /** @description Id or number of the ticket */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The ticket; `ETag` names its state */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketDetail"];
                    };
                };
                /** @description The client has it already */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a ticket by JSON merge patch. */
        patch: {
            parameters: {
                query?: never;
                header: {
                    /** @description ETag of the state that is edited */
                    "If-Match": string;
                };
                path: {
                    /** @description Id or number of the ticket */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/merge-patch+json": components["schemas"]["TicketPatch"];
                };
            };
            responses: {
                /** @description Changed; `ETag` names the new state */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketDetail"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The status cannot go there from where it is */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description It was changed in the meantime */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description If-Match is missing */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/tickets/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a ticket to somebody, or to nobody. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id or number of the ticket */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
            responses: {
                /** @description The ticket */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketDetail"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a file ahead of the comment that it goes with: `attachments` of that comment names it. What it is, its bytes say. A
         *     file that no comment was sent with goes after a day.
         */
        post: {
            parameters: {
                query: {
                    /** @description What the file is called. */
                    name: string;
                };
                header?: {
                    /** @description The same key is the same file, whatever died */
                    "Idempotency-Key"?: string | null;
                };
                path: {
                    /** @description Id or number of the ticket */
                    id: string;
                };
                cookie?: never;
            };
            /** @description The bytes, as they are */
            requestBody: {
                content: {
                    "application/octet-stream": number[];
                };
            };
            responses: {
                /** @description Kept; `Location` names it */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AttachmentView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description There are too many files */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The file is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description This is no file that can be sent */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/attachments/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of a ticket. Pictures may be shown in place; everything else is to be saved. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the file */
                    file: string;
                    /** @description Id or number of the ticket */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Its bytes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": unknown;
                    };
                };
                /** @description As `If-None-Match` says */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Take a file back that was not sent yet. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the file */
                    file: string;
                    /** @description Id or number of the ticket */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was sent and belongs to its comment */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a ticket. Its requester may, too. Closing twice is closing once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id or number of the ticket */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The ticket */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketDetail"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say something about a ticket. Internal comments are for the desk only. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id or number of the ticket */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewComment"];
                };
            };
            responses: {
                /** @description Said */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CommentView"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a ticket, one line per field that changed. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id or number of the ticket */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description From its beginning */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_HistoryView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a ticket again that was done. Its requester may, too. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id or number of the ticket */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The ticket */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketDetail"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was never done */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything flows can call: the built-in tools, then those of the tenant's servers. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All of them */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_ToolView"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tools/{tool}/call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a tool, for real: what it writes is written. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name of the tool; the slash of `mcp:<server>/<tool>` as `%2F` */
                    tool: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            responses: {
                /** @description What it gave back */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Called"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The tool says that this cannot be done now */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description What the tool stands on failed */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tools/servers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's MCP servers. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All of them */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_ServerDetail"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /** Add an MCP server by its address. Test it next: that lists its tools. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewServer"];
                };
            };
            responses: {
                /** @description Added; `Location` names it */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ServerDetail"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The name is taken */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tools/servers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One MCP server and its tools. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the server */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The server; `ETag` names its state */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ServerDetail"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Take an MCP server and its tools away. Flows that use them say so when they are checked. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the server */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change an MCP server. A new address forgets the tools of the old one. */
        patch: {
            parameters: {
                query?: never;
                header: {
                    /** @description ETag of the state that is edited */
                    "If-Match": string;
                };
                path: {
                    /** @description Id of the server */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/merge-patch+json": components["schemas"]["ServerChange"];
                };
            };
            responses: {
                /** @description Changed; `ETag` names the new state */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ServerDetail"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description It was changed in the meantime */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description If-Match is missing */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/tools/servers/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let flows use a tool that is new on its server, or is described differently than before. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the server */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            responses: {
                /** @description The server with its tools */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ServerDetail"];
                    };
                };
                /** @description The request cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The tool has changed since */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The content type is not supported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The values are not acceptable; `errors` names them */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tools/servers/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try an MCP server step by step, from its name to its list of tools, and keep what it shows. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the server */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What was found, also when it does not work */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Probed"];
                    };
                };
                /** @description Nobody is signed in, or not any more */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description The role does not have the permission, or the CSRF header is missing */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Does not exist, or belongs to another tenant */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each dependency's state. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Working, perhaps with less */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Health"];
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something that everything needs is down */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Health"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs. Says nothing about its dependencies: restarting would not mend those. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Alive */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether traffic should be sent here. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Ready */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Starting, draining, or without its database */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counters and histograms of this process. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Prometheus text format */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description Too many requests; Retry-After says how long to wait */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Something went wrong on our side */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description A dependency is not available; Retry-After says how long to wait */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A document that was taken in. */
        Accepted: {
            /** Format: uuid */
            id: string;
            status: components["schemas"]["DocumentStatus"];
        };
        /** @description The run of a conversation that has not ended. */
        ActiveRun: {
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            last_seq: number;
            /** @description `queued`, `running`, `waiting`. */
            status: string;
            /** @description While it waits: `{"for": "user", "node", "question", "options"?, "form"?, …}`. */
            waiting?: Record<string, never> | null;
        };
        /** @description Where somebody is in a flow. */
        Announce: {
            /** @description Which branch is open; missing: the flow's own draft. */
            branch?: string | null;
            /** @description The field that is edited: a pointer within the node. */
            field?: string | null;
            /** @description The node that is selected. */
            node?: string | null;
            /**
             * Format: uuid
             * @description Made by the tab for itself.
             */
            tab: string;
        };
        Answer: {
            /** @description The form is not wanted. */
            declined?: boolean;
            /** @description `port` of the chosen option. */
            option?: string | null;
            /** @description The form's fields. */
            values?: Record<string, never> | null;
        };
        /** @description What they were told. */
        AnswerView: {
            /** Format: date-time */
            at: string;
            /** @description Name. */
            by: string;
            text: string;
        };
        /** @description The tool as it was looked at. */
        Approval: {
            digest: string;
            /** @description The server's name for the tool. */
            tool: string;
        };
        /** @description A decision that a run asks for. */
        ApprovalView: {
            /** @description Who is asked now. */
            approvers: components["schemas"]["ApproverView"][];
            asker?: components["schemas"]["AskerView"] | null;
            /** Format: uuid */
            conversation_id?: string | null;
            /** Format: date-time */
            created_at: string;
            decisions: components["schemas"]["DecisionView"][];
            /** @description The facts, name by name. */
            details: Record<string, never>;
            flow: string;
            /** @description Of what is shown. A decision repeats it, and counts for nothing else. */
            hash: string;
            /** Format: uuid */
            id: string;
            /** @description Whether it is for the caller to answer what is asked. */
            may_answer: boolean;
            /** @description Whether the caller may ask whom it is for something now. */
            may_ask: boolean;
            /** @description Whether the caller may decide now. */
            may_decide: boolean;
            /** @description `any`, `all`, `quorum`, `sequence`. */
            mode: string;
            /** @description Address of the node that asks. */
            node: string;
            /** @description What those who are asked wanted to know first, in order. */
            questions: components["schemas"]["QuestionView"][];
            /** Format: uuid */
            run_id: string;
            /** @description `pending`, `approved`, `rejected`, `timeout`, `cancelled`. */
            status: string;
            title: string;
            /**
             * Format: date-time
             * @description When the run goes on without a decision.
             */
            until?: string | null;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description Somebody by e-mail address, or anybody of a role. */
        ApproverView: {
            email?: string | null;
            role?: string | null;
        };
        /** @description An article to be read. */
        ArticleView: {
            /** @description Name of the base. */
            base: string;
            blocks: components["schemas"]["BlockView"][];
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description And below.
             */
            left_out_after: number;
            /**
             * Format: int64
             * @description Blocks above those that are shown, of an article that is too long to be sent whole.
             */
            left_out_before: number;
            title: string;
            /**
             * Format: date-time
             * @description Since when it says this.
             */
            updated_at: string;
            /** @description Where its readers can open the original. */
            url?: string | null;
        };
        /** @description What an approver asks the caller, who has not answered yet. What is to be decided, and by whom, it does not say. */
        AskedOfMe: {
            /** Format: uuid */
            approval_id: string;
            /** Format: date-time */
            asked_at: string;
            /** @description Name of who asks. */
            by: string;
            /** Format: uuid */
            conversation_id?: string | null;
            flow: string;
            /** Format: uuid */
            id: string;
            question: string;
            title: string;
            /**
             * Format: date-time
             * @description When the run goes on without a decision.
             */
            until?: string | null;
        };
        /** @description Whose run it is that asks. */
        AskerView: {
            /** @description `null` for a visitor who has not said who they are. */
            email?: string | null;
            name: string;
        };
        /** @description Who is to work on a ticket; `null` for nobody. */
        Assignment: {
            /** Format: uuid */
            user_id?: string | null;
        };
        /** @description A flow as those see it who talk with it. */
        Assistant: {
            description: string;
            /** @description Name of the flow. */
            flow: string;
            /** @description As the version in production says; empty when it says nothing. */
            title: string;
        };
        /** @description Whom one can talk to. */
        AssistantList: {
            data: components["schemas"]["Assistant"][];
        };
        /**
         * @description A file of a conversation, or of a ticket. Its bytes are at `/conversations/{id}/attachments/{attachment}`, or at
         *     `/tickets/{id}/attachments/{file}`.
         */
        AttachmentView: {
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            /** @description As its bytes say. */
            type: string;
        };
        /** @description One line of the audit. */
        AuditEntry: {
            /** @description `flow.published`, `user.changed` … */
            action: string;
            /**
             * Format: uuid
             * @description Missing for what the product does by itself.
             */
            actor_id?: string | null;
            actor_name: string;
            /** Format: date-time */
            at: string;
            correlation_id: string;
            data: Record<string, never>;
            /** @description Covers this line and the hash of the line before. */
            hash: string;
            object_id: string;
            object_kind: string;
            /** Format: int64 */
            seq: number;
        };
        AuditPage: {
            data: components["schemas"]["AuditEntry"][];
            /**
             * Format: int64
             * @description Cursor of the next page; missing on the last.
             */
            next?: number | null;
        };
        Author: {
            /**
             * Format: uuid
             * @description `null` for a flow acting by itself.
             */
            id?: string | null;
            name: string;
        };
        /** @description What one person changed since the flow was published last (of a branch: since it was one with the draft), as far as it still differs. */
        Authored: {
            /**
             * Format: date-time
             * @description The last of them.
             */
            changed_at: string;
            places: components["schemas"]["PlaceEdited"][];
            user?: components["schemas"]["Colleague"] | null;
        };
        /** @description Whose changes. */
        AuthorList: {
            data: components["schemas"]["Authored"][];
        };
        /** @description A knowledge base and how far its documents are. */
        BaseView: {
            /** Format: date-time */
            created_at: string;
            /** Format: int64 */
            documents: number;
            embedding?: components["schemas"]["Embedding"] | null;
            /** Format: int64 */
            failed: number;
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: int64 */
            passages: number;
            /**
             * Format: int64
             * @description Waiting for the index, or on their way into it.
             */
            queued: number;
            /** Format: int64 */
            ready: number;
            title: string;
        };
        /** @enum {string} */
        BlockKind: "heading" | "prose" | "item" | "table" | "code";
        /** @description A piece of an article. */
        BlockView: {
            /** @description Whether the passage that was asked for is in it. */
            is_cited: boolean;
            kind: components["schemas"]["BlockKind"];
            /**
             * Format: int32
             * @description Of a heading: 1 for the outermost.
             */
            level?: number | null;
            /** @description An item has its marker, a table a line for each row with cells parted by ` | `, the head first. */
            text: string;
        };
        /** @description A number that is never exceeded, or the node because of which there is none. */
        Bound: {
            /** Format: int64 */
            at_most: number;
        } | {
            /** @description Only what the engine allows at most ends it. */
            unbounded: {
                node: components["schemas"]["NodeId"];
            };
        };
        /** @description A branch of a flow. */
        BranchView: {
            /**
             * Format: int64
             * @description The version it began from; missing when that was the draft, or when it was brought together with the
             *     draft since.
             */
            base_version?: number | null;
            /** @description The flow's draft has changes that it has not. */
            behind: boolean;
            /** @description It has changes that the flow's draft has not. */
            changed: boolean;
            /** Format: date-time */
            created_at: string;
            /** @description As the person was called then. */
            created_by: string;
            draft_etag: string;
            layout_etag: string;
            name: string;
            problems: components["schemas"]["Problems"];
            /** Format: date-time */
            updated_at: string;
            updated_by?: components["schemas"]["Colleague"] | null;
        };
        /** @description An edge that leaves by a port which is no longer there. */
        BrokenEdge: {
            /** @description As it stands in the flow. */
            edge: components["schemas"]["Edge"];
            repair?: components["schemas"]["PortId"] | null;
        };
        /** @description The document. */
        Bundle: {
            flow: components["schemas"]["Flow"];
            /** @description Always `flowright-bundle/1`. */
            format: string;
            /** @description Where its nodes stand. */
            layout?: Record<string, never>;
            /** @description What has to be there before it can run. */
            needs?: components["schemas"]["BundleNeeds"];
            /** @description Flows that it runs, and those that they run. */
            subflows?: components["schemas"]["BundledFlow"][];
            /** @description Its tests by name. */
            tests?: Record<string, never>;
            /**
             * Format: int64
             * @description The number it was published as; none of a draft.
             */
            version?: number | null;
        };
        /** @description A flow in a bundle. */
        BundledFlow: {
            flow: components["schemas"]["Flow"];
            layout?: Record<string, never>;
            tests?: Record<string, never>;
            /**
             * Format: int64
             * @description The number it was published as; none of a draft.
             */
            version?: number | null;
        };
        /** @description Names of what a bundle's flows need and the bundle does not hold. */
        BundleNeeds: {
            /**
             * @description Knowledge bases.
             * @default []
             */
            bases: string[];
            /**
             * @description Published flows.
             * @default []
             */
            flows: string[];
            /** @default [] */
            forms: string[];
            /** @default [] */
            models: string[];
            /** @default [] */
            secrets: string[];
            /**
             * @description Tools of MCP servers, as `mcp:<server>/<tool>`.
             * @default []
             */
            tools: string[];
        };
        /** @description Arguments to try a tool with. */
        Call: {
            arguments?: Record<string, never>;
        };
        /** @description What came of it. */
        Called: {
            /** Format: int64 */
            duration_ms: number;
            output: Record<string, never>;
        };
        /** @description Why a run is to stop. */
        Cancel: {
            reason?: string;
        };
        /** @description A version that a share of new conversations gets. */
        Candidate: {
            /**
             * Format: int32
             * @description Percent of conversations, 1 to 100. A conversation stays with what it got while this does not change.
             */
            share: number;
            /** Format: int64 */
            version: number;
        };
        /** @description A point of the canvas. */
        CanvasPoint: {
            /** Format: double */
            x: number;
            /** Format: double */
            y: number;
        };
        /** @enum {string} */
        Category: "start_end" | "think" | "know" | "act" | "people" | "control" | "data";
        Change: {
            added: unknown;
        } | {
            removed: unknown;
        } | {
            /** @description No fields: it was only renamed. */
            changed: components["schemas"]["FieldChange"][];
        };
        ChangePassword: {
            current_password: string;
            new_password: string;
        };
        /** @description What changed between two states of a flow. */
        Changes: {
            diff: components["schemas"]["Diff"];
            /** @description The same as text for people, without colours. */
            text: string;
        };
        /** @description A named value that outlives one node's output. */
        Channel: {
            initial?: Record<string, never>;
            /**
             * @description `replace` (default), `append`, `merge`, `sum`, `max`, `min`, `union`, or a Rhai expression of
             *     `old` and `new`.
             */
            reducer?: components["schemas"]["Reducer"];
            /** @description JSON Schema of the value. */
            schema?: Record<string, never>;
            scope?: components["schemas"]["ChannelScope"];
        };
        /** @description Where people meet a flow. */
        Channels: {
            chat: components["schemas"]["ChatChannel"];
            widget: components["schemas"]["WidgetView"];
        };
        /**
         * @description How long a channel lives.
         * @enum {string}
         */
        ChannelScope: "run" | "conversation";
        /** @description The page for people with an account. */
        ChatChannel: {
            path: string;
        };
        /** @description A saved draft and what the check says about it. */
        Checked: {
            findings: components["schemas"]["Finding"][];
            flow: components["schemas"]["Flow"];
        };
        /** @description One truth per step. */
        Checklist: {
            /** @description Somebody asked the assistant something. */
            asked: boolean;
            /** @description There is knowledge beyond the example's. */
            knowledge_added: boolean;
            /** @description A model other than the offline one is configured. */
            model_connected: boolean;
            /** @description A flow was published by a person. */
            published: boolean;
        };
        /** @description Everything a check says about a flow. */
        CheckReport: {
            /** @description The most that one run can use up. */
            cost: components["schemas"]["Cost"];
            /** @description Errors first, then in document order. */
            findings: components["schemas"]["Finding"][];
        };
        /** @description What is to stand in the place of a conflict. */
        Choice: "ours" | "theirs" | "base" | {
            /**
             * @description Another value: a whole node, channel or test, the value of the field, or of an edge the id of the
             *     node it leads to. Null takes the thing away.
             */
            value: unknown;
        };
        /** @description A person, as others see them. */
        Colleague: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        CommentView: {
            /** @description Files that go with it. */
            attachments: components["schemas"]["AttachmentView"][];
            author: components["schemas"]["Author"];
            body: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** @description For the desk only. */
            internal: boolean;
        };
        /** @description What two runs have in common and where they differ. */
        Comparison: {
            first_difference?: components["schemas"]["Difference"] | null;
            /** @description Every node that either reached, in the order in which they were reached. */
            nodes: components["schemas"]["NodeComparison"][];
            /**
             * Format: int64
             * @description Both did the same up to this event; 0 when they differ from the start.
             */
            same_until: number;
            usage: components["schemas"]["Usages"];
        };
        /** @enum {string} */
        Condition: "ok" | "degraded" | "down";
        /**
         * @description A place where both sides changed something, each in its own way. A value that is absent: there is
         *     nothing there on that side.
         */
        Conflict: {
            base?: Record<string, never>;
            /** @description Of a node that one side deleted: the other side's edges at it, which come back with it. */
            edges?: components["schemas"]["Edge"][];
            ours?: Record<string, never>;
            place: components["schemas"]["Place"];
            theirs?: Record<string, never>;
        };
        /**
         * @description Where a conversation stands.
         * @enum {string}
         */
        ConversationStatus: "open" | "closed";
        /** @description A thread of runs with one user. */
        ConversationView: {
            active_run?: components["schemas"]["ActiveRun"] | null;
            /** @description The branch whose draft answers; missing: the flow's own. */
            branch?: string | null;
            /** Format: date-time */
            created_at: string;
            draft: boolean;
            flow: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description Number of its last message.
             */
            last_seq: number;
            person?: components["schemas"]["PersonView"] | null;
            status: components["schemas"]["ConversationStatus"];
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: uuid */
            user_id: string;
        };
        /** @description What one run can cost at most. */
        Cost: {
            /** @description Questions to models: retries, and asking again for an answer that does not fit, included. */
            model_calls: components["schemas"]["Bound"];
            money_micros?: components["schemas"]["Bound"] | null;
            /** @description Nodes whose cost is not known and not counted: flows that are not published here. */
            not_counted?: components["schemas"]["NodeId"][];
        };
        /** @description What tests use up with the draft and with the last version. */
        CostDelta: {
            priced: components["schemas"]["Priced"];
            /** @description In the order of the results. */
            tests: components["schemas"]["TestCost"][];
            /**
             * Format: int64
             * @description The version compared with.
             */
            version: number;
        };
        /** @description What the tests came through: nodes, and the ways out of them that lead somewhere. */
        Covered: {
            /** @description Nodes (`ticket`) and ways (`ticket.error`) that no test comes through. */
            missing: string[];
            nodes: number;
            nodes_visited: number;
            ways: number;
            ways_visited: number;
        };
        /** @description A short list that comes whole. */
        Data_AskedOfMe: {
            data: {
                /** Format: uuid */
                approval_id: string;
                /** Format: date-time */
                asked_at: string;
                /** @description Name of who asks. */
                by: string;
                /** Format: uuid */
                conversation_id?: string | null;
                flow: string;
                /** Format: uuid */
                id: string;
                question: string;
                title: string;
                /**
                 * Format: date-time
                 * @description When the run goes on without a decision.
                 */
                until?: string | null;
            }[];
        };
        /** @description A short list that comes whole. */
        Data_AttachmentView: {
            data: {
                /** Format: uuid */
                id: string;
                name: string;
                /**
                 * Format: int64
                 * @description Bytes.
                 */
                size: number;
                /** @description As its bytes say. */
                type: string;
            }[];
        };
        /** @description A short list that comes whole. */
        Data_BaseView: {
            data: {
                /** Format: date-time */
                created_at: string;
                /** Format: int64 */
                documents: number;
                embedding?: components["schemas"]["Embedding"] | null;
                /** Format: int64 */
                failed: number;
                /** Format: uuid */
                id: string;
                name: string;
                /** Format: int64 */
                passages: number;
                /**
                 * Format: int64
                 * @description Waiting for the index, or on their way into it.
                 */
                queued: number;
                /** Format: int64 */
                ready: number;
                title: string;
            }[];
        };
        /** @description A short list that comes whole. */
        Data_BranchView: {
            data: {
                /**
                 * Format: int64
                 * @description The version it began from; missing when that was the draft, or when it was brought together with the
                 *     draft since.
                 */
                base_version?: number | null;
                /** @description The flow's draft has changes that it has not. */
                behind: boolean;
                /** @description It has changes that the flow's draft has not. */
                changed: boolean;
                /** Format: date-time */
                created_at: string;
                /** @description As the person was called then. */
                created_by: string;
                draft_etag: string;
                layout_etag: string;
                name: string;
                problems: components["schemas"]["Problems"];
                /** Format: date-time */
                updated_at: string;
                updated_by?: components["schemas"]["Colleague"] | null;
            }[];
        };
        /** @description A short list that comes whole. */
        Data_Device: {
            data: {
                address: string;
                /** Format: date-time */
                created_at: string;
                /** @description The one that asks. */
                current: boolean;
                device: string;
                /** Format: date-time */
                expires_at: string;
                /** Format: uuid */
                id: string;
                /** Format: date-time */
                last_used_at: string;
            }[];
        };
        /** @description A short list that comes whole. */
        Data_HistoryView: {
            data: {
                /** @description `created`, `updated`, `commented`, `assigned`, `closed`, `reopened`. */
                action: string;
                actor: components["schemas"]["Author"];
                /** Format: date-time */
                at: string;
                field?: string | null;
                from?: Record<string, never> | null;
                id: string;
                to?: Record<string, never> | null;
            }[];
        };
        /** @description A short list that comes whole. */
        Data_LiveConversation: {
            data: {
                /** Format: uuid */
                conversation_id: string;
                flow: string;
                /** @description What the user said last. */
                last: string;
                /** @description Whose it is. */
                name: string;
                /**
                 * Format: uuid
                 * @description Who has come.
                 */
                person_id?: string | null;
                person_name?: string | null;
                /** @description What the flow that has handed it over says about it. */
                reason: string;
                /**
                 * Format: date-time
                 * @description Since when it waits, or waited until somebody came.
                 */
                since: string;
                state: components["schemas"]["PersonState"];
                title: string;
                /** @description The user has asked for it, rather than a flow. */
                wished: boolean;
            }[];
        };
        /** @description A short list that comes whole. */
        Data_NodeKind: {
            data: {
                /** @description Template for the third line of a node card, over config keys: `base “{base}” · top {top_k}`. */
                card: string;
                category: components["schemas"]["Category"];
                config_schema: Record<string, never>;
                effect: components["schemas"]["Effect"];
                /** @description Markdown for the help panel. */
                help: string;
                /** @description Name of a lucide icon. */
                icon: string;
                /** @description `kb_search`; for an external tool `mcp:<server>/<tool>`. */
                name: string;
                output: components["schemas"]["OutputSchema"];
                /** @description Besides `error`, which every kind whose call can fail has (see [`NodeKind::ports`]). */
                ports: components["schemas"]["PortSource"][];
                /** @description Who carries it out. */
                role: components["schemas"]["NodeRole"];
                /** @description One line, under the title in the palette. */
                summary: string;
                /** @description Extra words by which the palette's search finds it. */
                synonyms: string[];
                title: string;
            }[];
        };
        /** @description A short list that comes whole. */
        Data_RoleView: {
            data: {
                name: components["schemas"]["Role"];
                permissions: components["schemas"]["Permission"][];
                title: string;
            }[];
        };
        /** @description A short list that comes whole. */
        Data_ServerDetail: {
            data: (components["schemas"]["ServerView"] & {
                tools: components["schemas"]["ServerToolView"][];
            })[];
        };
        /** @description A short list that comes whole. */
        Data_ToolView: {
            data: {
                effect: components["schemas"]["Effect"];
                input_schema: Record<string, never>;
                /** @description Name of the node kind. */
                name: string;
                output_schema?: Record<string, never> | null;
                /** @description `null` for a built-in tool. */
                server?: string | null;
                summary: string;
                title: string;
            }[];
        };
        /** @description What somebody said. */
        DecisionView: {
            at: string;
            /** @description Name; `null` when it escalated by itself. */
            by?: string | null;
            comment: string;
            /** @description `approve`, `reject`, `delegate`, `escalated`. */
            decision: string;
            email?: string | null;
            /** @description Of a delegation, the e-mail address it went to. */
            to?: string | null;
        };
        /** @enum {string} */
        DecisionWord: "approve" | "reject" | "delegate";
        /** @description One thing we stand on. */
        Dependency: {
            /** @description What it is, or what is wrong; without addresses and paths, since anyone may ask. */
            detail: string;
            /** Format: int64 */
            latency_ms: number;
            name: string;
            status: components["schemas"]["Condition"];
        };
        /** @description The draft that came of it. */
        Described: {
            /**
             * Format: int32
             * @description How often the model was asked.
             */
            asked: number;
            flow: components["schemas"]["FlowItem"];
            /** Format: int64 */
            input_tokens: number;
            /** @description What was made, in the model's words. */
            made: string;
            /** @description What it could not do or does not know, in its words. */
            missing: string[];
            model: string;
            /** Format: int64 */
            output_tokens: number;
        };
        /** @description The days and times at which somebody is at the desk. */
        DeskHours: {
            /**
             * @description 1 (Monday) to 7 (Sunday).
             * @example [
             *       1,
             *       2,
             *       3,
             *       4,
             *       5
             *     ]
             */
            days: number[];
            /** @example 09:00 */
            from: string;
            /** @description Dates on which nobody is there, such as `2026-12-25`. */
            holidays?: string[];
            /**
             * @description Whose clocks the times are read from, such as `Europe/Warsaw`.
             * @example Europe/Warsaw
             */
            timezone: string;
            /**
             * @description Later than `from`, on the same day.
             * @example 17:00
             */
            to: string;
        };
        /** @description New opening hours; `null`: the desk gives none. */
        DeskHoursChange: {
            hours: components["schemas"]["DeskHours"] | null;
        };
        /** @description The opening hours of the desk, if it has given any. */
        DeskHoursView: {
            hours?: components["schemas"]["DeskHours"] | null;
            /**
             * Format: date-time
             * @description When the desk opens next; missing while it is open, and without hours.
             */
            opens_at?: string | null;
        };
        /** @description One signed-in device. */
        Device: {
            address: string;
            /** Format: date-time */
            created_at: string;
            /** @description The one that asks. */
            current: boolean;
            device: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_used_at: string;
        };
        /** @description Everything that changed. Empty lists: nothing of the sort. */
        Diff: {
            /** @description Of `state`, by name. */
            channels: components["schemas"]["ItemChange"][];
            /** @description The same of edges. */
            edge_order?: components["schemas"]["Edge"][] | null;
            /** @description In terms of the new ids. */
            edges: components["schemas"]["EdgeChange"][];
            /** @description The flow's own fields: `/title`, `/input/properties/message/maxLength`, `/schemas/Answer`. */
            flow: components["schemas"]["FieldChange"][];
            /** @description The ids in their new order, when that is not what adding at the end gives. */
            node_order?: string[] | null;
            /** @description By id: first those that were there, in their order, then new ones in theirs. */
            nodes: components["schemas"]["ItemChange"][];
            /** @description Test files, by name. */
            tests: components["schemas"]["ItemChange"][];
        };
        /** @description The first events that are not alike; `null` where a run has no further one. */
        Difference: {
            a?: Record<string, never> | null;
            b?: Record<string, never> | null;
            /** @description Address of the node. */
            node?: string | null;
        };
        /**
         * @description Where a document stands.
         *
         *     ```text
         *     queued ──▶ indexing ──▶ ready
         *        ▲           │ └────▶ failed
         *        └───────────┴── again ──┘
         *     ```
         * @enum {string}
         */
        DocumentStatus: "queued" | "indexing" | "ready" | "failed";
        /** @description A document of a base. */
        DocumentView: {
            /** Format: int64 */
            bytes: number;
            /** Format: int64 */
            chunks: number;
            /** Format: date-time */
            created_at: string;
            /** @description Why it could not be read. */
            error?: string | null;
            /** @description `markdown`, `text`, `html`, `pdf`. */
            format: string;
            /** Format: uuid */
            id: string;
            path: string;
            status: components["schemas"]["DocumentStatus"];
            title: string;
            /** Format: date-time */
            updated_at: string;
            url?: string | null;
        };
        /** @enum {string} */
        DraftWord: "draft";
        /** @description A control-flow edge: `from` is a node, or a node and a port (`helped.no`); `to` is a node. */
        Edge: {
            from: string;
            to: components["schemas"]["NodeId"];
        };
        EdgeChange: {
            added: components["schemas"]["Edge"];
        } | {
            removed: components["schemas"]["Edge"];
        };
        /**
         * @description One change of a document. `field` is a JSON pointer: into the node when there is one, else into
         *     the document, just as in a finding.
         *
         *     As JSON: `{"edit": "replace_text", "node": "say", "field": "/config/text", "position": {"start":
         *     3, "end": 9}, "text": "passages"}`.
         */
        Edit: {
            /** @enum {string} */
            edit: "replace_text";
            field: string;
            node?: components["schemas"]["NodeId"] | null;
            position: components["schemas"]["Span"];
            text: string;
        } | {
            /** @enum {string} */
            edit: "set";
            field: string;
            node?: components["schemas"]["NodeId"] | null;
            value: Record<string, never>;
        } | {
            /** @enum {string} */
            edit: "remove";
            field: string;
            node?: components["schemas"]["NodeId"] | null;
        } | {
            /** @enum {string} */
            edit: "rename";
            field: string;
            name: string;
            node?: components["schemas"]["NodeId"] | null;
        } | {
            /** @enum {string} */
            edit: "add_edge";
            from: string;
            to: components["schemas"]["NodeId"];
        } | {
            /** @enum {string} */
            edit: "add_node";
            id: components["schemas"]["NodeId"];
            kind: string;
            parent?: components["schemas"]["NodeId"] | null;
        } | {
            /** @enum {string} */
            edit: "remove_edge";
            from: string;
            to: components["schemas"]["NodeId"];
        };
        /**
         * @description What a node may do to the world, and so what the executor owes it.
         * @enum {string}
         */
        Effect: "pure" | "read" | "write" | "wait";
        /** @description Search by meaning. */
        Embedding: {
            /**
             * Format: int64
             * @description Passages that can be found by meaning already.
             */
            embedded: number;
            model: string;
        };
        /** @description One thing that was looked at. */
        Entry: {
            node?: components["schemas"]["NodeId"] | null;
            original?: components["schemas"]["Original"] | null;
            /** @description A plain sentence. */
            what: string;
        };
        /**
         * @description Where a version runs. Conversations and runs are in `production` unless they say otherwise.
         * @enum {string}
         */
        Environment: "dev" | "staging" | "production";
        /** @description The three environments. */
        Environments: {
            data: components["schemas"]["EnvironmentView"][];
        };
        /** @description An environment of a flow. */
        EnvironmentView: {
            candidate?: components["schemas"]["Candidate"] | null;
            /** @description It takes every new version as soon as it is published. */
            follows_newest: boolean;
            name: components["schemas"]["Environment"];
            /**
             * Format: date-time
             * @description Missing when nobody has ever moved it.
             */
            updated_at?: string | null;
            updated_by?: string | null;
            /**
             * Format: int64
             * @description What new conversations and runs get there; missing when nothing is published.
             */
            version?: number | null;
        };
        /** @description A stretch of a run's log: `[{seq, at, kind, node?, iteration, payload}]`. */
        EventPage: {
            data: Record<string, never>[];
            /**
             * Format: int64
             * @description What to ask for `after` this; `null` at the end.
             */
            next?: number | null;
        };
        /** @description Two flows that together do what the one did. */
        ExtractResult: {
            flow: components["schemas"]["Flow"];
            /** @description The node that runs the new flow. */
            node: string;
            subflow: components["schemas"]["Flow"];
        };
        FeedbackView: {
            comment?: string | null;
            rating: components["schemas"]["Rating"];
            reason?: string | null;
        };
        /** @description One question of a form. */
        Field: {
            /** @description Taken when the field is left empty. */
            default?: Record<string, never>;
            help?: string;
            label?: string;
            /**
             * Format: int32
             * @description In characters; texts only.
             */
            max_length?: number | null;
            /** @description Key of the answer in the form's values. */
            name: string;
            /** @description Of a `select`. */
            options?: components["schemas"]["FieldOption"][];
            placeholder?: string;
            required?: boolean;
            type?: components["schemas"]["FieldType"];
        };
        /** @description One place that changed. */
        FieldChange: {
            change: components["schemas"]["ValueChange"];
            /**
             * @description A JSON pointer whose steps into a list may be names: `/config/cases/[port=yes]/when`,
             *     `/config/prompt`. Empty: the value as a whole.
             */
            path: string;
        };
        /** @description One wrong field of an input. */
        FieldError: {
            /** @description Stable word: `required`, `invalid`, `too_long`, `unknown`, `taken` … */
            code: string;
            /** @description Dotted path in the body (`values.email`) or the name of the query parameter. */
            field: string;
            /** @description A sentence for a person. */
            message: string;
        };
        /** @description One choice of a `select`. */
        FieldOption: {
            label?: string;
            value: string;
        };
        /**
         * @description What an answer to a field has to be.
         * @enum {string}
         */
        FieldType: "text" | "textarea" | "select" | "number" | "date" | "boolean" | "email";
        /**
         * @description What sort of file it is.
         * @enum {string}
         */
        FileKind: "png" | "jpeg" | "gif" | "webp" | "pdf" | "text" | "csv" | "markdown" | "json" | "docx" | "xlsx" | "pptx";
        /** @description What may be sent along with a message. */
        FileRulesView: {
            /**
             * Format: int64
             * @description Largest file.
             */
            max_bytes: number;
            /** @description With one message; 0: none can be sent. */
            max_files: number;
            types: components["schemas"]["FileTypeView"][];
        };
        FileTypeView: {
            /** @description `["jpg", "jpeg"]` */
            endings: string[];
            kind: components["schemas"]["FileKind"];
            type: string;
        };
        /** @description One problem: a stable code, where it is, why it is one, and how to mend it. */
        Finding: {
            /** @description What is wrong, in plain words. */
            cause: string;
            cause_words?: components["schemas"]["Phrase"] | null;
            /** @description `FR0xx`; never reused for another meaning. */
            code: string;
            /**
             * @description JSON pointer: into the node (`/config/prompt`) when there is one, else into the document
             *     (`/edges/3/to`).
             */
            field?: string | null;
            fix?: components["schemas"]["Fix"] | null;
            /** @description What to do about it. */
            mend: string;
            mend_words?: components["schemas"]["Phrase"] | null;
            node?: components["schemas"]["NodeId"] | null;
            position?: components["schemas"]["Span"] | null;
            severity: components["schemas"]["Severity"];
        };
        /** @description One way to mend a finding: all edits together, in this order. */
        Fix: {
            edits: components["schemas"]["Edit"][];
            /** @description What it does, for a button: `use ‘kb.passages’`. */
            title: string;
            title_words?: components["schemas"]["Phrase"] | null;
        };
        /** @description One flow. Its first node, `start`, is implicit: edges may leave `start` without it being listed. */
        Flow: {
            description?: string;
            edges?: components["schemas"]["Edge"][];
            /** @description Always `flowright/1`. */
            format: string;
            /** @description JSON Schema of `input`. */
            input?: Record<string, never>;
            /** @description The flow's name in URLs and Git: `[a-z0-9][a-z0-9-]*`. */
            name: string;
            nodes?: components["schemas"]["Node"][];
            /** @description JSON Schema of the run's output. */
            output?: Record<string, never>;
            /** @description Named schemas, referred to as `{"$ref": "#/schemas/Answer"}`. */
            schemas?: Record<string, never>;
            /** @description Channels: the only values that outlive a node's output or cross a loop iteration. */
            state?: {
                [key: string]: components["schemas"]["Channel"];
            };
            /** @description Paths of test cases beside the flow. */
            tests?: string[];
            title?: string;
        };
        /** @description What is to change; what is left out stays. */
        FlowCommentChange: {
            mentions?: string[] | null;
            /** @description Of the comment that began a thread: settle it, or open it again. */
            resolved?: boolean | null;
            /** @description Only the author may. */
            text?: string | null;
        };
        /** @description What was said. */
        FlowCommentList: {
            data: components["schemas"]["FlowCommentView"][];
        };
        /** @description A comment on a flow. */
        FlowCommentView: {
            author: components["schemas"]["Colleague"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            edited_at?: string | null;
            /** Format: uuid */
            id: string;
            mentions: components["schemas"]["Colleague"][];
            /** @description The caller's own. */
            mine: boolean;
            node?: string | null;
            /** Format: uuid */
            parent_id?: string | null;
            point?: components["schemas"]["CanvasPoint"] | null;
            /** Format: date-time */
            resolved_at?: string | null;
            resolved_by?: string | null;
            text: string;
        };
        /** @description Something of a flow that was changed here and there, differently. */
        FlowConflict: components["schemas"]["Conflict"] & {
            flow: string;
        };
        /** @description A flow in a list. */
        FlowItem: {
            description: string;
            /** @description The draft differs from the published version (or there is none). */
            dirty: boolean;
            draft_etag: string;
            /** Format: uuid */
            id: string;
            last_run?: components["schemas"]["LastRun"] | null;
            name: string;
            /** @description What the check says about the draft. */
            problems: components["schemas"]["Problems"];
            published?: components["schemas"]["Published"] | null;
            title: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description Where to leave a run's way, and with what changed. */
        ForkRun: {
            /**
             * Format: int64
             * @description After this event of the run; after its last one when not given.
             */
            at_seq?: number | null;
            /** @description Where the run stops: `[{"node", "when"?, "after"?}]`. */
            breakpoints?: Record<string, never>[];
            /** @description By node address, the output that a finished node is taken to have had. */
            outputs?: Record<string, never>;
            /**
             * @description By node, outcomes instead of calls: `{"kb": [{"output": …}, {"error": {"code", "message", "retryable"}}]}`;
             *     with `"after_ms"`, that many milliseconds later, an hour at most.
             */
            pins?: Record<string, never>;
            /** @description Channel by channel, the new value. */
            state?: Record<string, never>;
        };
        /** @description A form of a tenant, such as the fields of a ticket. */
        Form: {
            description?: string;
            fields: components["schemas"]["Field"][];
            /** @description How nodes refer to it. */
            name: string;
            skip_label?: string;
            submit_label?: string;
            title?: string;
            /** Format: int32 */
            version?: number;
        };
        /** @description A form and its state. */
        FormView: components["schemas"]["Form"] & {
            /** Format: date-time */
            created_at: string;
            etag: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description What a clipboard holds: nodes with the edges between them, and what of their flow they speak of. */
        Fragment: {
            edges: components["schemas"]["Edge"][];
            /** @description Name of the flow it was copied from. */
            from: string;
            nodes: components["schemas"]["Node"][];
            schemas?: Record<string, never>;
            state?: {
                [key: string]: components["schemas"]["Channel"];
            };
        };
        Health: {
            dependencies: components["schemas"]["Dependency"][];
            /** @description The worst that matters: without database or journal `down`, without anything else `degraded`. */
            status: components["schemas"]["Condition"];
            version: string;
        };
        /** @description A line of a ticket's life: one per field that changed. */
        HistoryView: {
            /** @description `created`, `updated`, `commented`, `assigned`, `closed`, `reopened`. */
            action: string;
            actor: components["schemas"]["Author"];
            /** Format: date-time */
            at: string;
            field?: string | null;
            from?: Record<string, never> | null;
            id: string;
            to?: Record<string, never> | null;
        };
        /** @description What came of it. */
        ImportResult: {
            /** @description The drafts that were made, the flow itself first; none of a dry run. */
            flows: components["schemas"]["FlowItem"][];
            /** @description `flowright`, `dify`, `flowise`, `n8n`, `coze` or `langflow`. */
            format: string;
            report: components["schemas"]["Report"];
        };
        /** @description What became of a node, a channel or a test. */
        ItemChange: {
            change: components["schemas"]["Change"];
            /** @description Of a node: its kind, the new one when that changed. */
            kind?: string | null;
            /** @description The new name when it was renamed. The second of two nodes of one id is called `id#2`. */
            name: string;
            /** @description Of a renamed node: the id it had. */
            was?: string | null;
        };
        /** @description When a node with several incoming edges starts. */
        Join: "all" | "any" | {
            /**
             * Format: int32
             * @description When this many incoming edges are taken.
             */
            quorum: number;
        };
        /** @enum {string} */
        JudgedAs: "passed" | "failed" | "not_judged";
        LastRun: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            id: string;
            /** @description `queued`, `running`, `waiting`, `completed`, `failed`, `cancelled`. */
            status: string;
        };
        /** @description Where nodes stand; means nothing to a run. */
        Layout: {
            /** @description Frames drawn around nodes. */
            groups?: components["schemas"]["LayoutGroup"][];
            nodes?: {
                [key: string]: components["schemas"]["Position"];
            };
            /** @description Sticky notes. */
            notes?: components["schemas"]["LayoutNote"][];
            viewport?: components["schemas"]["Viewport"];
        };
        /**
         * @description Of a frame or a note; the theme says which shade.
         * @enum {string}
         */
        LayoutColour: "yellow" | "green" | "blue" | "red" | "grey";
        /** @description A frame around nodes that belong together. It means nothing to a run, and a node is in one at most. */
        LayoutGroup: {
            collapsed?: boolean;
            colour: components["schemas"]["LayoutColour"];
            id: string;
            nodes: string[];
            title: string;
        };
        /** @description A sticky note. */
        LayoutNote: {
            colour: components["schemas"]["LayoutColour"];
            /** Format: double */
            height: number;
            id: string;
            /** @description Markdown. */
            text: string;
            /** Format: double */
            width: number;
            /** Format: double */
            x: number;
            /** Format: double */
            y: number;
        };
        Links: {
            first: string;
            last: string;
            next?: string | null;
            prev?: string | null;
        };
        /** @description One page of a list. */
        List_ApprovalView: {
            data: {
                /** @description Who is asked now. */
                approvers: components["schemas"]["ApproverView"][];
                asker?: components["schemas"]["AskerView"] | null;
                /** Format: uuid */
                conversation_id?: string | null;
                /** Format: date-time */
                created_at: string;
                decisions: components["schemas"]["DecisionView"][];
                /** @description The facts, name by name. */
                details: Record<string, never>;
                flow: string;
                /** @description Of what is shown. A decision repeats it, and counts for nothing else. */
                hash: string;
                /** Format: uuid */
                id: string;
                /** @description Whether it is for the caller to answer what is asked. */
                may_answer: boolean;
                /** @description Whether the caller may ask whom it is for something now. */
                may_ask: boolean;
                /** @description Whether the caller may decide now. */
                may_decide: boolean;
                /** @description `any`, `all`, `quorum`, `sequence`. */
                mode: string;
                /** @description Address of the node that asks. */
                node: string;
                /** @description What those who are asked wanted to know first, in order. */
                questions: components["schemas"]["QuestionView"][];
                /** Format: uuid */
                run_id: string;
                /** @description `pending`, `approved`, `rejected`, `timeout`, `cancelled`. */
                status: string;
                title: string;
                /**
                 * Format: date-time
                 * @description When the run goes on without a decision.
                 */
                until?: string | null;
                /** Format: date-time */
                updated_at: string;
            }[];
            links: components["schemas"]["Links"];
            meta: components["schemas"]["Meta"];
        };
        /** @description One page of a list. */
        List_ConversationView: {
            data: {
                active_run?: components["schemas"]["ActiveRun"] | null;
                /** @description The branch whose draft answers; missing: the flow's own. */
                branch?: string | null;
                /** Format: date-time */
                created_at: string;
                draft: boolean;
                flow: string;
                /** Format: uuid */
                id: string;
                /**
                 * Format: int64
                 * @description Number of its last message.
                 */
                last_seq: number;
                person?: components["schemas"]["PersonView"] | null;
                status: components["schemas"]["ConversationStatus"];
                title: string;
                /** Format: date-time */
                updated_at: string;
                /** Format: uuid */
                user_id: string;
            }[];
            links: components["schemas"]["Links"];
            meta: components["schemas"]["Meta"];
        };
        /** @description One page of a list. */
        List_DocumentView: {
            data: {
                /** Format: int64 */
                bytes: number;
                /** Format: int64 */
                chunks: number;
                /** Format: date-time */
                created_at: string;
                /** @description Why it could not be read. */
                error?: string | null;
                /** @description `markdown`, `text`, `html`, `pdf`. */
                format: string;
                /** Format: uuid */
                id: string;
                path: string;
                status: components["schemas"]["DocumentStatus"];
                title: string;
                /** Format: date-time */
                updated_at: string;
                url?: string | null;
            }[];
            links: components["schemas"]["Links"];
            meta: components["schemas"]["Meta"];
        };
        /** @description One page of a list. */
        List_FlowItem: {
            data: {
                description: string;
                /** @description The draft differs from the published version (or there is none). */
                dirty: boolean;
                draft_etag: string;
                /** Format: uuid */
                id: string;
                last_run?: components["schemas"]["LastRun"] | null;
                name: string;
                /** @description What the check says about the draft. */
                problems: components["schemas"]["Problems"];
                published?: components["schemas"]["Published"] | null;
                title: string;
                /** Format: date-time */
                updated_at: string;
            }[];
            links: components["schemas"]["Links"];
            meta: components["schemas"]["Meta"];
        };
        /** @description One page of a list. */
        List_FormView: {
            data: (components["schemas"]["Form"] & {
                /** Format: date-time */
                created_at: string;
                etag: string;
                /** Format: date-time */
                updated_at: string;
            })[];
            links: components["schemas"]["Links"];
            meta: components["schemas"]["Meta"];
        };
        /** @description One page of a list. */
        List_NotificationView: {
            data: {
                body: string;
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                id: string;
                /** @description Where it leads, within the Studio. */
                link?: string | null;
                /** Format: date-time */
                read_at?: string | null;
                subject: string;
            }[];
            links: components["schemas"]["Links"];
            meta: components["schemas"]["Meta"];
        };
        /** @description One page of a list. */
        List_RunView: {
            data: {
                /** @description One node by itself: no other node of the flow is in it. */
                alone: boolean;
                /** @description Its log is in an archive: it reads as before, but slower. Absent otherwise. */
                archived?: boolean;
                /** Format: uuid */
                conversation_id?: string | null;
                correlation_id: string;
                /** Format: date-time */
                created_at: string;
                /** @description A test run from Studio. */
                draft: boolean;
                /** Format: date-time */
                ended_at?: string | null;
                /** @description `{code, message, node}` */
                error?: Record<string, never> | null;
                flow: string;
                /** @description SHA-256 of the document that runs. */
                hash: string;
                /** Format: uuid */
                id: string;
                /**
                 * @description In a list, values over 64 KiB are left out: `{"$blob": {"sha256", "bytes"}}` stands for one,
                 *     here and in `waiting` and `output`. The run by its id has them.
                 */
                input: Record<string, never>;
                /**
                 * Format: int64
                 * @description Last durable event.
                 */
                last_seq: number;
                /** @description What it is to that run: `fork`, `retry`. */
                lineage?: string | null;
                origin?: components["schemas"]["RunOrigin"] | null;
                output?: Record<string, never> | null;
                /**
                 * Format: uuid
                 * @description The run that it was made from.
                 */
                parent_run?: string | null;
                /** @description `queued`, `running`, `waiting`, `completed`, `failed`, `cancelled`. */
                status: string;
                /** Format: date-time */
                updated_at: string;
                /** @description `{input_tokens, output_tokens, calls}` */
                usage: Record<string, never>;
                /**
                 * Format: int64
                 * @description Number of the published version; `null` for a draft's.
                 */
                version?: number | null;
                /** @description While it waits: for whom or what. */
                waiting?: Record<string, never> | null;
            }[];
            links: components["schemas"]["Links"];
            meta: components["schemas"]["Meta"];
        };
        /** @description One page of a list. */
        List_TicketView: {
            data: {
                /** @description Where its status may go from here. */
                allowed_statuses: components["schemas"]["TicketStatus"][];
                assignee?: components["schemas"]["Person"] | null;
                category: string;
                /** Format: uuid */
                conversation_id?: string | null;
                /** Format: date-time */
                created_at: string;
                description: string;
                etag: string;
                /** @description The tenant's own fields, as its form names them. */
                fields: Record<string, never>;
                /** Format: uuid */
                id: string;
                /** @description `TKT-20261121-00042` */
                number: string;
                priority: components["schemas"]["Priority"];
                requester: components["schemas"]["Person"];
                /** Format: date-time */
                resolved_at?: string | null;
                /** Format: uuid */
                run_id?: string | null;
                /** @description `chat`, `flow`, `api`, `portal`. */
                source: string;
                status: components["schemas"]["TicketStatus"];
                tags: string[];
                title: string;
                /** Format: date-time */
                updated_at: string;
            }[];
            links: components["schemas"]["Links"];
            meta: components["schemas"]["Meta"];
        };
        /** @description One page of a list. */
        List_UserView: {
            data: {
                /** Format: date-time */
                created_at: string;
                email: string;
                /** Format: uuid */
                id: string;
                /** Format: date-time */
                last_login_at?: string | null;
                name: string;
                role: components["schemas"]["Role"];
                status: components["schemas"]["UserStatus"];
            }[];
            links: components["schemas"]["Links"];
            meta: components["schemas"]["Meta"];
        };
        /** @description One page of a list. */
        List_Version: {
            data: {
                /** Format: date-time */
                at: string;
                author: string;
                checks?: components["schemas"]["Problems"] | null;
                /** @description Git commit; missing while the commit could not be made yet. */
                commit?: string | null;
                /** @description SHA-256 of the canonical document. */
                hash: string;
                message: string;
                tests?: components["schemas"]["VersionTests"] | null;
                /** Format: int64 */
                version: number;
            }[];
            links: components["schemas"]["Links"];
            meta: components["schemas"]["Meta"];
        };
        /** @description A conversation that waits for a person, or has one. */
        LiveConversation: {
            /** Format: uuid */
            conversation_id: string;
            flow: string;
            /** @description What the user said last. */
            last: string;
            /** @description Whose it is. */
            name: string;
            /**
             * Format: uuid
             * @description Who has come.
             */
            person_id?: string | null;
            person_name?: string | null;
            /** @description What the flow that has handed it over says about it. */
            reason: string;
            /**
             * Format: date-time
             * @description Since when it waits, or waited until somebody came.
             */
            since: string;
            state: components["schemas"]["PersonState"];
            title: string;
            /** @description The user has asked for it, rather than a flow. */
            wished: boolean;
        };
        Login: {
            /** @description A name for the list of devices; the user agent when missing. */
            device?: string | null;
            email: string;
            password: string;
        };
        /** @description A setting the kind no longer has. */
        LostSetting: {
            node: components["schemas"]["NodeId"];
            /** @description A new setting that it may have become. */
            repair?: string | null;
            setting: string;
        };
        /** @description The person who is signed in. */
        Me: {
            /** @description Value for the header `X-CSRF-Token` of browser sessions. */
            csrf: string;
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
            permissions: components["schemas"]["Permission"][];
            role: components["schemas"]["Role"];
            tenant: components["schemas"]["TenantView"];
        };
        /** @description Brings the branch's changes into the flow's draft. */
        MergeBranch: {
            /** @description ETag of the branch that the caller has seen. */
            branch_etag: string;
            /** @description The branch is done and goes. Else it goes on from what the draft is now. */
            delete?: boolean;
            /** @description ETag of the draft that the caller has seen. */
            draft_etag: string;
            /** @description What is to stand in the places that both changed; `ours` is the draft's. */
            resolutions?: components["schemas"]["Resolution"][];
        };
        /** @description What came of it. */
        Merged: {
            /** @description Missing when the branch is deleted. */
            branch_etag?: string | null;
            draft_etag: string;
            findings: components["schemas"]["Finding"][];
            /** @description The document that changed: the draft's after merging, the branch's after updating. */
            flow: components["schemas"]["Flow"];
            /** @description Nodes that got a free id because a renamed node has theirs. */
            renamed: components["schemas"]["RenamedNode"][];
        };
        /** @description What came of a merge. With conflicts, ours stands in each of their places. */
        MergeResult: {
            conflicts: components["schemas"]["Conflict"][];
            flow: components["schemas"]["Flow"];
            /** @description Nodes of theirs that got a free id. */
            renamed: components["schemas"]["RenamedNode"][];
        };
        /**
         * @description What it is, and so how it is shown.
         * @enum {string}
         */
        MessageKind: "text" | "form" | "options" | "form_answer" | "ticket" | "error";
        /** @description A stretch of a conversation. */
        MessagePage: {
            data: components["schemas"]["MessageView"][];
            /**
             * Format: int64
             * @description What to ask for `after` this; `null` at the end.
             */
            next?: number | null;
        };
        /**
         * @description Who says it.
         * @enum {string}
         */
        MessageRole: "user" | "assistant" | "system";
        /** @description What was said. */
        MessageView: {
            /** @description Files that go with it. */
            attachments: components["schemas"]["AttachmentView"][];
            /** @description `[{n, title, section, excerpt, document_id, base, url?, updated_at?}]` */
            citations: Record<string, never>[];
            content: string;
            /** Format: uuid */
            conversation_id: string;
            /** Format: date-time */
            created_at: string;
            /**
             * @description By kind. `form`: `{form, values, errors, node, answered}`; `options`: `{options, node, answered}`;
             *     `ticket`: `{id, number, status, priority, title, url}`.
             */
            data: Record<string, never>;
            feedback?: components["schemas"]["FeedbackView"] | null;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["MessageKind"];
            role: components["schemas"]["MessageRole"];
            /** Format: uuid */
            run_id?: string | null;
            /**
             * Format: int64
             * @description Its place in the conversation, from 1.
             */
            seq: number;
        };
        Meta: {
            /** Format: int64 */
            limit: number;
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            total_pages: number;
        };
        /** @description Where to move a run. */
        MigrateRun: {
            /**
             * Format: int64
             * @description As the preview gave it: a run that has moved on since is left alone.
             */
            at_seq: number;
            /**
             * Format: int64
             * @description Number of a published version of its flow.
             */
            version: number;
        };
        /** @description What moving a run to another version would come to. */
        Migration: {
            /**
             * Format: int64
             * @description Last event of the run when this was found out. Moving it needs this number.
             */
            at_seq: number;
            /** @description What is called as soon as the run is moved, since the version has it before where the run stands. */
            calls: components["schemas"]["MigrationCall"][];
            /**
             * @description Steps with outcomes that the version has no place for: what they did stays done, and what they gave
             *     is not used.
             */
            dropped: string[];
            /**
             * Format: int64
             * @description The version it has; `None` for a draft, and for one that is not of this flow any more.
             */
            from?: number | null;
            /** @description Addresses of steps whose outcomes are taken over, in order. */
            kept: string[];
            /** Format: int64 */
            to: number;
            /** @description What the run waits for now, each as in `run.waiting`. */
            waits: Record<string, never>[];
            /** @description Set when the version would have ended before it came to where the run is: it cannot be moved then. */
            would_end?: string | null;
            /** @description What it would wait for right after the move. */
            would_wait: Record<string, never>[];
        };
        MigrationCall: {
            effect: string;
            kind: string;
            /** @description Its address. */
            node: string;
        };
        /** @description Something the pasted nodes need that is not there. */
        Missing: {
            /** @description Where it is needed. */
            at: components["schemas"]["NodeField"];
            /** @description What it is called. */
            name: string;
            what: components["schemas"]["What"];
        };
        /** @description New model settings. */
        ModelChange: {
            /** @description Missing: the key that is kept stays. Empty: it is removed. */
            api_key?: string | null;
            base_url?: string;
            embedding_model?: string;
            /** @description `max_tokens` (default) or `max_completion_tokens`. */
            max_tokens_field?: string;
            model?: string;
            /** @description What a million tokens cost, `{input, output}`, for limits on money. Missing: nothing is counted. */
            prices?: Record<string, never>;
            /** @description `offline` or `openai_compatible`. */
            provider: string;
        };
        /** @description How a test of the settings went. */
        ModelTest: {
            /** Format: int64 */
            latency_ms: number;
            message: string;
            /** @description What the server offers, if it says. */
            models: string[];
            ok: boolean;
        };
        /** @description The model settings as administrators see them. */
        ModelView: {
            api_key_set: boolean;
            base_url: string;
            /** @description Empty: search by words only (or by the installation's local model). */
            embedding_model: string;
            /** @description `max_tokens` or `max_completion_tokens`. */
            max_tokens_field: string;
            model: string;
            /** @description For a million tokens `{input, output}`; zero when nothing is counted. */
            prices: Record<string, never>;
            /** @description `offline` or `openai_compatible`. */
            provider: string;
        };
        /** @description Something that the flow names and that has to be there before it can run. */
        Need: {
            /** @description How it is named in the flow. */
            name: string;
            /** @description The nodes that need it. */
            nodes: components["schemas"]["NodeId"][];
            /** @description A plain sentence: what it is, and what it was called there. */
            what: string;
        };
        /** @description What they are told. */
        NewAnswer: {
            /** @description 1 to 4,000 characters. */
            answer: string;
        };
        /** @description A base to make. */
        NewBase: {
            /** @description `[a-z0-9][a-z0-9-]*`, at most 64 characters; what `kb_search` nodes name. */
            name: string;
            title?: string;
        };
        /** @description A branch to begin. */
        NewBranch: {
            from?: components["schemas"]["VersionRef"] | null;
            /** @description Lower-case letters, digits, hyphens, dots and underscores; it is part of a Git reference. */
            name: string;
        };
        /** @description A comment to add. */
        NewComment: {
            /** @description Ids of files that were sent to the ticket before. */
            attachments?: string[];
            /** @description May be empty when files go with it. */
            body: string;
            /** @description For the desk only; the requester never sees it. Agents only. */
            internal?: boolean;
        };
        /** @description A conversation to begin. */
        NewConversation: {
            /** @description Of a test chat: the branch whose draft answers; without it the flow's own. */
            branch?: string | null;
            /** @description A test chat with the flow's draft as it is at each message; needs `flows:write`. */
            draft?: boolean;
            /** @description Name of the flow that answers. */
            flow: string;
            title?: string;
        };
        /** @description Which nodes to copy. */
        NewCopy: {
            flow?: components["schemas"]["Flow"] | null;
            nodes: string[];
        };
        /** @description What somebody says about what they were shown. */
        NewDecision: {
            /** @description Why; needed to reject. */
            comment?: string;
            decision: components["schemas"]["DecisionWord"];
            /** @description `hash` of the approval as it was shown. */
            hash: string;
            /** @description Of a delegation: the e-mail address of the colleague who is to decide instead. */
            to?: string | null;
        };
        /** @description What a flow is to do. */
        NewDescription: {
            /** @description What the flow is to be called; without it a name made of its title. */
            name?: string | null;
            /** @description In anybody's own words, at most 4,000 characters. */
            text: string;
        };
        /** @description Which nodes are to become a flow of their own. */
        NewExtract: {
            flow?: components["schemas"]["Flow"] | null;
            /** @description What the new flow is to be called. */
            name: string;
            nodes: string[];
        };
        /** @description What somebody thinks of an answer. */
        NewFeedback: {
            /** @description At most 2,000 characters. */
            comment?: string | null;
            rating: components["schemas"]["Rating"];
            /** @description A word from the client's list (`wrong`, `incomplete`, `not_helpful` …), at most 64 characters. */
            reason?: string | null;
        };
        /** @description A flow to make. */
        NewFlow: {
            /** @description `[a-z0-9][a-z0-9-]*`, at most 64 characters. */
            name: string;
            template?: components["schemas"]["Template"];
            title?: string;
        };
        /** @description Something to say. */
        NewFlowComment: {
            /** @description Those who are to hear of it. */
            mentions?: string[];
            /** @description The node it is about. */
            node?: string | null;
            /**
             * Format: uuid
             * @description The comment that is answered; the reply stands where its thread does.
             */
            parent_id?: string | null;
            point?: components["schemas"]["CanvasPoint"] | null;
            /** @description Markdown, at most 5,000 characters. */
            text: string;
        };
        /** @description A document of another product, or one that was exported elsewhere. */
        NewImport: {
            /** @description Knowledge bases here, by their names or ids there. */
            bases?: {
                [key: string]: string;
            };
            /** @description As it was exported: by `GET /flows/{flow}/export`, or Dify DSL (YAML), Flowise AgentFlow V2, n8n, Coze or Langflow (JSON). */
            document: string;
            /** @description Say what would come of it and keep nothing. */
            dry_run?: boolean;
            /** @description Models here, by their names there; an empty name is the tenant's model. */
            models?: {
                [key: string]: string;
            };
            /** @description What the flow is to be called; without it as there, or a name made of its title. */
            name?: string | null;
        };
        /** @description Three documents of one flow. */
        NewMerge: {
            /** @description What both come from. */
            base: components["schemas"]["Flow"];
            /** @description What is to stand in the place of conflicts that are known already. */
            choices?: components["schemas"]["Resolution"][];
            ours: components["schemas"]["Flow"];
            theirs: components["schemas"]["Flow"];
        };
        /**
         * @description What the user says (or, while it is handed over to the desk, a person there): text, or the answer to a
         *     question.
         */
        NewMessage: {
            answer?: components["schemas"]["Answer"] | null;
            /** @description Files that go with the text: ids of what was sent to `POST /conversations/{id}/attachments`. */
            attachments?: string[];
            /** @description The same: where the run stops until it is told to go on. */
            breakpoints?: Record<string, never>[];
            /** @description Text. To a run that waits it is the answer, else it starts a run. May be left out when files are sent. */
            content?: string | null;
            /**
             * @description In a test chat, for the run that the text starts: by node, outcomes instead of calls, as
             *     `POST /flows/{flow}/runs` takes them. The answer to a question keeps what its run began with.
             */
            pins?: Record<string, never>;
        };
        /** @description Nodes to put into a flow. */
        NewPaste: {
            /** @description The node in whose body they are to lie. */
            body?: string | null;
            flow?: components["schemas"]["Flow"] | null;
            /** @description What was copied, in whichever flow of whichever tenant. */
            fragment: components["schemas"]["Fragment"];
        };
        /** @description Whose changes would be published. */
        NewPreview: {
            /** @description As for publishing. */
            only_authors?: (string | null)[] | null;
        };
        /** @description What `PushSubscription.toJSON()` gives. */
        NewPushDevice: {
            /** @description Address of the browser's push service. */
            endpoint: string;
            keys: components["schemas"]["PushKeys"];
        };
        /** @description What an approver wants to know. */
        NewQuestion: {
            /** @description 1 to 2,000 characters. */
            question: string;
        };
        /** @description A draft as it was. */
        NewRestorePoint: {
            /**
             * Format: date-time
             * @description When that was; a moment to come is now.
             */
            at: string;
            flow: components["schemas"]["Flow"];
            /** @description What came after, in the words of whoever did it: `tidy up`. 1 to 200 characters. */
            label: string;
            layout: components["schemas"]["Layout"];
        };
        /** @description A server to add. */
        NewServer: {
            /** @description `[a-z0-9][a-z0-9-]*`; its tools are called `mcp:<name>/<tool>`. */
            name: string;
            /** @description Bearer token; kept sealed, never shown. */
            secret?: string | null;
            /** @description Streamable HTTP. */
            url: string;
        };
        /** @description Something sent to a run from outside. */
        NewSignal: {
            /**
             * Format: uuid
             * @description Chosen by the sender; sending again under the same id changes nothing.
             */
            id?: string | null;
            /** @description The node addressed, when several wait. */
            node?: string | null;
            /**
             * @description For `answer`: `{"text"?, "option"?, "values"?, "declined"?}`. For `continue`:
             *     `{"step"?, "state"?: {channel: value}, "input"?: {…}, "output"?}`: what the node is given instead of what its
             *     config comes to, or of one that has run already, what it is taken to have answered.
             */
            payload?: Record<string, never>;
        };
        /** @description What the test is called. */
        NewTest: {
            /** @description Small letters, digits and hyphens; without it made of the run's id. */
            name?: string | null;
            /** @description What was asked, when not given. */
            title?: string;
        };
        /** @description Which tests to run, on what. */
        NewTestRun: {
            /** @description Of the draft: also what a run of each test uses up, beside the last published version. */
            compare_cost?: boolean;
            /**
             * @description Whether the tenant's model is asked to judge by rubrics, which costs tokens; without it, it is. `false`:
             *     only verdicts that were given before for the very same words count. Whoever lacks `flows:write` asks
             *     nobody either way.
             */
            judge?: boolean | null;
            /** @description Without it all of them. */
            names?: string[] | null;
            version?: components["schemas"]["VersionRef"] | null;
        };
        /** @description A document as text. */
        NewText: {
            format?: components["schemas"]["TextFormat"];
            /** @description A document with the same path is replaced. */
            path?: string | null;
            text: string;
            title: string;
            url?: string | null;
        };
        /** @description A ticket to make. */
        NewTicket: {
            /** Format: uuid */
            assignee_id?: string | null;
            category?: string;
            description?: string;
            fields?: Record<string, never>;
            priority?: components["schemas"]["Priority"];
            /** @description For somebody without an account. Agents only. */
            requester_email?: string | null;
            /**
             * Format: uuid
             * @description Agents may ask for somebody else; others ask for themselves.
             */
            requester_id?: string | null;
            tags?: string[];
            title: string;
        };
        /** @description A flow, and the kinds of nodes that it was drawn with. */
        NewUpgrade: {
            /** @description Kinds as they were (`GET /node-kinds` of then); those that are not listed are as now. */
            before: components["schemas"]["NodeKind"][];
            flow?: components["schemas"]["Flow"] | null;
            /** @description Let each edge leave by the port that it would best leave by now. */
            repair?: boolean;
        };
        /** @description A person to add. */
        NewUser: {
            email: string;
            name: string;
            /** @description At least 12 characters; tell it to the person, who can change it. */
            password: string;
            role: components["schemas"]["Role"];
        };
        /** @description A conversation to begin; with which flow, the widget says. */
        NewVisitorConversation: {
            title?: string;
        };
        Node: {
            /** @description With `join: any` or a quorum: cancel the branches that lost. */
            cancel_others?: boolean;
            config?: Record<string, never>;
            /**
             * @description Switched off: runs pass it by, with all that is in its body, as if the edge to it led to what follows.
             *     Its output is null.
             */
            disabled?: boolean;
            id: components["schemas"]["NodeId"];
            join?: components["schemas"]["Join"];
            /** @description Name of a [`NodeKind`](crate::kind::NodeKind). */
            kind: string;
            /**
             * Format: int32
             * @description On a loop's entry: how often its body may run. Default 25.
             */
            max_iterations?: number | null;
            /** @description For people; means nothing to the executor. */
            notes?: string;
            on_error?: components["schemas"]["OnError"] | null;
            parent?: components["schemas"]["NodeId"] | null;
            retry?: components["schemas"]["Retry"] | null;
            /** @description Limit of one attempt, as a duration: `30s`, `5m`, `250ms`, `2h`, `7d`. */
            timeout?: string | null;
            /** @description Shown instead of the kind's title. */
            title?: string;
        };
        NodeComparison: {
            a?: components["schemas"]["NodeOutcome"] | null;
            b?: components["schemas"]["NodeOutcome"] | null;
            /** @description Whether status or output are not the same. */
            differs: boolean;
            /** @description Address of the node. */
            node: string;
        };
        /** @description A field of a node: the id and the JSON pointer into the node. */
        NodeField: {
            /** @description `/config/prompt` */
            field: string;
            node: components["schemas"]["NodeId"];
        };
        /** @description A node's id: how expressions refer to its output. `[a-z][a-z0-9_]*`, unique in the flow. */
        NodeId: string;
        /**
         * @description Everything there is to know about a kind of node.
         *
         *     Fields of `config_schema` (a JSON Schema of type object) may carry `x-ui`:
         *     `{"widget": "...", "advanced": true, "order": 3, "placeholder": "..."}` and `x-mode`:
         *     `"template"` (the default for strings: `{{ expression }}` holes), `"expression"` (the string is
         *     Rhai), `"literal"` (never looked into), `"script"` (a Rhai block). `x-sensitive` says what the value
         *     decides (`who gets the message`): the check of taint warns of text that reaches it unchecked.
         */
        NodeKind: {
            /** @description Template for the third line of a node card, over config keys: `base “{base}” · top {top_k}`. */
            card: string;
            category: components["schemas"]["Category"];
            config_schema: Record<string, never>;
            effect: components["schemas"]["Effect"];
            /** @description Markdown for the help panel. */
            help: string;
            /** @description Name of a lucide icon. */
            icon: string;
            /** @description `kb_search`; for an external tool `mcp:<server>/<tool>`. */
            name: string;
            output: components["schemas"]["OutputSchema"];
            /** @description Besides `error`, which every kind whose call can fail has (see [`NodeKind::ports`]). */
            ports: components["schemas"]["PortSource"][];
            /** @description Who carries it out. */
            role: components["schemas"]["NodeRole"];
            /** @description One line, under the title in the palette. */
            summary: string;
            /** @description Extra words by which the palette's search finds it. */
            synonyms: string[];
            title: string;
        };
        /** @description What the last firing of a node came to. */
        NodeOutcome: {
            /** Format: int64 */
            duration_ms?: number | null;
            /** @description Of one that failed: `{code, message}`. */
            output: Record<string, never>;
            /** @description `started`, `completed`, `failed`, `skipped`. */
            status: string;
        };
        /**
         * @description Who carries a node out.
         * @enum {string}
         */
        NodeRole: "control" | "tool";
        /** @description A note. */
        NotificationView: {
            body: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** @description Where it leads, within the Studio. */
            link?: string | null;
            /** Format: date-time */
            read_at?: string | null;
            subject: string;
        };
        /**
         * @description Why a rubric was not judged.
         * @enum {string}
         */
        NotJudged: "no_model" | "not_asked" | "fails_anyway" | "too_long" | "too_many" | "no_time" | "model_failed";
        /** @description What a failure does when no edge leaves the `error` port. */
        OnError: {
            /** @description Go on through `out` with this value as the node's output. */
            continue: unknown;
        };
        /** @description What somebody is told who waits for the desk. */
        OpeningHours: {
            /** @description 1 (Monday) to 7 (Sunday). */
            days: number[];
            /** @description Such as `09:00`, in that time zone. */
            from: string;
            /**
             * Format: date-time
             * @description When the desk opens next; missing while it is open.
             */
            opens_at?: string | null;
            timezone: string;
            to: string;
        };
        /** @description A node as it is called in the document. */
        Original: {
            id: string;
            /** @description Its type there. */
            kind: string;
            title: string;
        };
        /** @description The JSON Schema of a node's output. */
        OutputSchema: {
            fixed: unknown;
        } | {
            /** @description Taken from the config when it has a schema at this pointer, else `fallback`. */
            from_config: {
                fallback: Record<string, never>;
                pointer: string;
            };
        };
        /** @description The flow with the nodes in it. */
        PasteResult: {
            flow: components["schemas"]["Flow"];
            /** @description The ids of the pasted nodes, by those they had. */
            ids: {
                [key: string]: string;
            };
            /** @description What they name and is not here. */
            missing: components["schemas"]["Missing"][];
        };
        /** @description People. */
        PeopleList: {
            data: components["schemas"]["Colleague"][];
        };
        /**
         * @description The right to do one kind of thing.
         * @enum {string}
         */
        Permission: "ChatUse" | "TicketsReadOwn" | "TicketsCreate" | "TicketsRead" | "TicketsWrite" | "KbRead" | "KbWrite" | "NotificationsRead" | "RunsRead" | "RunsWrite" | "FlowsRead" | "FlowsWrite" | "FlowsPublish" | "FormsRead" | "FormsWrite" | "ToolsRead" | "ToolsWrite" | "SettingsRead" | "SettingsWrite" | "UsersRead" | "UsersWrite" | "AuditRead" | "TenantWrite";
        /** @description Somebody named in a ticket. Without an id: not a user here. */
        Person: {
            email: string;
            /** Format: uuid */
            id?: string | null;
            name: string;
        };
        /**
         * @description How far a conversation is that is to have a person.
         * @enum {string}
         */
        PersonState: "waiting" | "with";
        /** @description A person of the desk, in a conversation. */
        PersonView: {
            hours?: components["schemas"]["OpeningHours"] | null;
            /** @description Who has come. */
            name?: string | null;
            /**
             * Format: int64
             * @description While nobody has: the place in the queue, from 1.
             */
            place?: number | null;
            /**
             * Format: date-time
             * @description Since when the user waits, or waited until somebody came.
             */
            since: string;
            state: components["schemas"]["PersonState"];
            /** @description The user has asked for it, rather than a flow. */
            wished: boolean;
        };
        /**
         * @description What a sentence is made of: a template and the values for its places.
         *
         *     As JSON: `{"template": "‘{id}’ waits for {wanted} of {ways} ways", "values": {"id": "meet", "wanted": "3",
         *     "ways": "2"}}`.
         */
        Phrase: {
            /** @description In English. */
            template: string;
            /** @description By the names of the places. */
            values?: {
                [key: string]: components["schemas"]["PhraseValue"];
            };
        };
        /** @description What stands in a place of a phrase. */
        PhraseValue: string | components["schemas"]["Phrase"];
        /**
         * @description Where a conflict is. `field` is a path as in a [`FieldChange`](crate::diff::FieldChange); empty: the
         *     whole of it.
         */
        Place: {
            /** @description A field of the flow itself. */
            flow: {
                field: string;
            };
        } | {
            /** @description Field `/id`: both sides renamed it. */
            node: {
                field: string;
                id: string;
            };
        } | {
            /** @description Where the edge from this node and port leads. */
            edge: {
                from: string;
            };
        } | {
            channel: {
                field: string;
                name: string;
            };
        } | {
            test: {
                field: string;
                name: string;
            };
        };
        /** @description A place in a flow. */
        PlaceEdited: {
            /** @description Pointer within it: `/config/prompt`, `/edges` for its connections. Empty: all of it. */
            field: string;
            /** @description Nothing: the flow itself. */
            node?: string | null;
        };
        Port: {
            kind: components["schemas"]["PortKind"];
            name: components["schemas"]["PortId"];
        };
        /** @description A named way out of a node: `out`, `error`, `yes`, `approved` … */
        PortId: string;
        /**
         * @description How a port is drawn.
         * @enum {string}
         */
        PortKind: "flow" | "branch" | "error" | "body";
        /** @description Where a kind's ports come from. */
        PortSource: {
            fixed: components["schemas"]["Port"];
        } | {
            /**
             * @description One port for each element of the array at `list`; its name is the string at `name` in the
             *     element (empty `name`: the element itself is the name).
             */
            each: {
                list: string;
                name: string;
            };
        } | {
            /** @description One port named by the string at this pointer, with a default. */
            named: {
                default: components["schemas"]["PortId"];
                pointer: string;
            };
        } | {
            /** @description One port named by the string at this pointer, when there is one. */
            optional: {
                pointer: string;
            };
        } | {
            /**
             * @description This port, when one of the config values at `any_of` is set (always, when the list is empty)
             *     and none of those at `none_of` is. Null, false, "" and empty lists are not set.
             */
            when: {
                any_of: string[];
                none_of: string[];
                port: components["schemas"]["Port"];
            };
        };
        Position: {
            /** @description Tidying up leaves it where it is. */
            pinned?: boolean;
            /** Format: double */
            x: number;
            /** Format: double */
            y: number;
        };
        /** @description Who is there. */
        PresenceView: {
            draft_by?: components["schemas"]["Colleague"] | null;
            /** @description The ETag that the draft, or the branch's, has now: another than one's own says that somebody else has saved. */
            draft_etag: string;
            /** @description The same of the layout. */
            layout_etag: string;
            /** @description One per tab, the caller's own included. */
            present: components["schemas"]["Present"][];
        };
        /** @description A tab in which somebody has the flow open. */
        Present: {
            /** @description Which branch is open there; missing: the flow's own draft. */
            branch?: string | null;
            field?: string | null;
            /** @description The caller's, though perhaps in another tab. */
            me: boolean;
            node?: string | null;
            /** Format: date-time */
            seen_at: string;
            /** Format: uuid */
            tab: string;
            user: components["schemas"]["Colleague"];
        };
        /**
         * @description How tokens became money.
         * @enum {string}
         */
        Priced: "prices" | "recorded" | "unknown";
        /**
         * @description How soon a ticket wants somebody: `P1` now, `P5` some day.
         * @enum {string}
         */
        Priority: "P1" | "P2" | "P3" | "P4" | "P5";
        /** @description What a test of a server found. */
        Probed: {
            ok: boolean;
            steps: components["schemas"]["StepView"][];
            tools: components["schemas"]["ServerToolView"][];
            /** @description Tools that cannot be used, and why. */
            unusable: components["schemas"]["UnusableView"][];
        };
        /** @description The body of every error answer. */
        ProblemDetails: {
            /** @description Stable; see the table in the documentation. */
            code: string;
            /** @description With `merge_conflict`: the places, and what each side made of them. */
            conflicts?: components["schemas"]["Conflict"][] | null;
            correlation_id: string;
            /** @description What happened, for a person. */
            detail: string;
            /** @description What is wrong with which input. */
            errors: components["schemas"]["FieldError"][];
            /** @description With `flow_has_errors`: everything the check has to say. */
            findings?: components["schemas"]["Finding"][] | null;
            /** @description The path asked for. */
            instance: string;
            /** Format: int32 */
            status: number;
            /** Format: date-time */
            timestamp: string;
            title: string;
            /** @description `urn:flowright:error:<code>` */
            type: string;
        };
        Problems: {
            /** Format: int64 */
            errors: number;
            /** Format: int64 */
            warnings: number;
        };
        /** @description Where an environment is to point. */
        Promote: {
            candidate?: components["schemas"]["Candidate"] | null;
            /**
             * Format: int64
             * @description A version, newer or older; without it the newest one, also when that changes.
             */
            version?: number | null;
        };
        /** @description What moving an environment would mean. */
        Promotion: {
            allowed: boolean;
            /** @description Sentences of tests that do not pass; asked only of a flow that insists on its tests. */
            failed_tests: string[];
            /**
             * @description What the version lacks here today, errors first: a base, a tool, a secret, a form that is gone. With an
             *     error among them it cannot be moved.
             */
            findings: Record<string, never>[];
            /**
             * Format: int64
             * @description What it gives now.
             */
            from?: number | null;
            /** Format: int64 */
            to: number;
        };
        /** @description How a draft is published. */
        Publish: {
            /** @description What changed, for the history. */
            message?: string;
            /**
             * @description Publish only what these people changed since the last version (`null`: what nobody is known to have
             *     changed); the rest stays in the draft. Missing: all of it.
             */
            only_authors?: (string | null)[] | null;
            /** @description Publish only when the flow has tests and all of them pass. */
            require_tests?: boolean;
        };
        /** @description The version that new conversations use. */
        Published: {
            /** Format: date-time */
            at: string;
            author: string;
            tests?: components["schemas"]["VersionTests"] | null;
            /** Format: int64 */
            version: number;
        };
        /** @description The version that would come of it. */
        PublishPreview: {
            /** @description The most that one run can use up. */
            cost: components["schemas"]["Cost"];
            /** @description What it changes of the last version. */
            diff: components["schemas"]["Diff"];
            /** @description Errors first; with an error it is not published. */
            findings: components["schemas"]["Finding"][];
            /** @description What stays in the draft. */
            left: components["schemas"]["Diff"];
            /** @description What cannot be taken apart; with any of these it is not published. */
            shared: components["schemas"]["SharedPlace"][];
            tests?: components["schemas"]["TestResults"] | null;
        };
        /** @description A browser that gets notices. */
        PushDevice: {
            /** Format: date-time */
            created_at: string;
            /** @description It is in the session that asks. */
            current: boolean;
            /** @description As it called itself when it signed in. */
            device: string;
            /** @description SHA-256 of its endpoint, in hex: a browser knows itself by it. */
            fingerprint: string;
            /** Format: uuid */
            id: string;
        };
        PushKeys: {
            auth: string;
            /** @description The browser's public key, in URL-safe base64. */
            p256dh: string;
        };
        /** @description What a browser needs to ask for notices, and which of the caller's get them. */
        PushView: {
            devices: components["schemas"]["PushDevice"][];
            /** @description `applicationServerKey`: an uncompressed point of P-256, in URL-safe base64. */
            public_key: string;
        };
        /** @description What somebody who is to decide has asked back. */
        QuestionView: {
            answer?: components["schemas"]["AnswerView"] | null;
            /** Format: date-time */
            at: string;
            /** @description Name. */
            by: string;
            email: string;
            /** Format: uuid */
            id: string;
            question: string;
        };
        /**
         * @description Whether an answer helped.
         * @enum {string}
         */
        Rating: "up" | "down";
        /** @description How a new value meets the old one. */
        Reducer: "replace" | "append" | "merge" | "sum" | "max" | "min" | "union" | {
            /** @description A Rhai expression over `old` and `new`. */
            expression: string;
        };
        Refresh: {
            /** @description Missing: the session cookie is renewed. */
            refresh_token?: string | null;
        };
        /** @description A file of a pushed flow that cannot become a version. */
        Refusal: {
            file: string;
            findings: Record<string, never>[];
            flow: string;
            reason: string;
        };
        /** @description A remote to use. */
        RemoteChange: {
            /** @description Empty: `main`. */
            branch?: string;
            /** @description Missing: the stored one stays, as long as the URL does. Empty: none. */
            token?: string | null;
            /** @description `https://git.example.com/team/flows.git` */
            url: string;
            username?: string;
            /** @description What the server signs its webhooks with. Missing: as it is. Empty: none, and no webhook is believed. */
            webhook_secret?: string | null;
        };
        /** @description The remote as administrators see it; secrets are never shown. */
        RemoteView: {
            branch: string;
            state?: components["schemas"]["SyncState"] | null;
            token_set: boolean;
            /** @description Empty: there is none. */
            url: string;
            username: string;
            /** @description Where the server's webhook is to be sent, below this product's address. */
            webhook_path: string;
            webhook_secret_set: boolean;
        };
        RenamedNode: {
            from: string;
            to: string;
        };
        /**
         * @description What became of a document, for the person who opens the draft. Entries are in the order of the
         *     document.
         */
        Report: {
            /** @description What is here in another form, or does nearly the same. */
            approximated: components["schemas"]["Entry"][];
            bases_needed: components["schemas"]["Need"][];
            /** @description Nodes and parts that mean the same here. */
            carried: components["schemas"]["Entry"][];
            /** @description What the checks say of the draft as it was imported. */
            findings: components["schemas"]["Finding"][];
            models_needed: components["schemas"]["Need"][];
            /** @description What is not here: placeholders, settings without a counterpart. */
            not_carried: components["schemas"]["Entry"][];
            /** @description Forms and published flows. */
            others_needed: components["schemas"]["Need"][];
            /** @description Secrets to enter. Their values are never taken from a document, even where it has them. */
            secrets_needed: components["schemas"]["Need"][];
            tools_needed: components["schemas"]["Need"][];
        };
        /** @description What is to stand in the place of a conflict. */
        Resolution: {
            choice: components["schemas"]["Choice"];
            place: components["schemas"]["Place"];
        };
        /** @description A restore point with what was the draft then. */
        RestorePointDetail: components["schemas"]["RestorePointView"] & {
            flow: components["schemas"]["Flow"];
            layout: components["schemas"]["Layout"];
        };
        /** @description Restore points. */
        RestorePointList: {
            data: components["schemas"]["RestorePointView"][];
        };
        /** @description A restore point in a list. */
        RestorePointView: {
            /** Format: date-time */
            at: string;
            /** @description Who did what came after. */
            author: components["schemas"]["Colleague"];
            /**
             * Format: int64
             * @description Of both documents together.
             */
            bytes: number;
            /** Format: uuid */
            id: string;
            label: string;
            /** @description The caller's own. */
            mine: boolean;
            /** Format: int64 */
            nodes: number;
        };
        /** @description How often and how patiently a failed attempt is repeated. */
        Retry: {
            /**
             * Format: int32
             * @description All attempts together, the first included.
             */
            attempts: number;
            /** @description Wait before the second attempt, as a duration. Default `1s`. */
            backoff?: string | null;
            /**
             * Format: double
             * @description Each wait is this many times the one before. Default 2.
             */
            factor?: number | null;
        };
        /** @description What to try again. */
        RetryRun: {
            /** @description Address of a `map` whose failed items are meant, though the run did not fail. */
            node?: string | null;
        };
        /** @description A conversation that is its flow's again. */
        Returned: {
            /**
             * Format: uuid
             * @description The run that goes on; `null` when it was the user who had asked for somebody.
             */
            run_id?: string | null;
        };
        /**
         * @description A built-in role of a tenant.
         * @enum {string}
         */
        Role: "end_user" | "agent" | "team_lead" | "admin" | "org_owner" | "readonly";
        RoleView: {
            name: components["schemas"]["Role"];
            permissions: components["schemas"]["Permission"][];
            title: string;
        };
        /** @description What a node is to work with. */
        RunNode: {
            /**
             * Format: int64
             * @description As they were after this event; after the last one when not given.
             */
            at_seq?: number | null;
            /** @description The branch whose node it is; without it the draft's. */
            branch?: string | null;
            /** @description Instead of the node's config in the draft. */
            config?: Record<string, never> | null;
            /**
             * Format: uuid
             * @description A run of the flow, whose input, state and node outputs the node sees.
             */
            run_id?: string | null;
            /** @description Names and values that the node sees, beside those of the run: `{"input": …, "kb": …}`. */
            scope?: Record<string, never>;
        };
        /** @description Where a run begins that was given the values of the run it was made from. */
        RunOrigin: {
            /**
             * Format: int64
             * @description After this event of the run; missing: after its last one.
             */
            at_seq?: number | null;
            /** @description The node that it goes on from, or that was run alone; missing: the moment is meant. */
            node?: string | null;
        };
        /** @description One execution of a flow version. */
        RunView: {
            /** @description One node by itself: no other node of the flow is in it. */
            alone: boolean;
            /** @description Its log is in an archive: it reads as before, but slower. Absent otherwise. */
            archived?: boolean;
            /** Format: uuid */
            conversation_id?: string | null;
            correlation_id: string;
            /** Format: date-time */
            created_at: string;
            /** @description A test run from Studio. */
            draft: boolean;
            /** Format: date-time */
            ended_at?: string | null;
            /** @description `{code, message, node}` */
            error?: Record<string, never> | null;
            flow: string;
            /** @description SHA-256 of the document that runs. */
            hash: string;
            /** Format: uuid */
            id: string;
            /**
             * @description In a list, values over 64 KiB are left out: `{"$blob": {"sha256", "bytes"}}` stands for one,
             *     here and in `waiting` and `output`. The run by its id has them.
             */
            input: Record<string, never>;
            /**
             * Format: int64
             * @description Last durable event.
             */
            last_seq: number;
            /** @description What it is to that run: `fork`, `retry`. */
            lineage?: string | null;
            origin?: components["schemas"]["RunOrigin"] | null;
            output?: Record<string, never> | null;
            /**
             * Format: uuid
             * @description The run that it was made from.
             */
            parent_run?: string | null;
            /** @description `queued`, `running`, `waiting`, `completed`, `failed`, `cancelled`. */
            status: string;
            /** Format: date-time */
            updated_at: string;
            /** @description `{input_tokens, output_tokens, calls}` */
            usage: Record<string, never>;
            /**
             * Format: int64
             * @description Number of the published version; `null` for a draft's.
             */
            version?: number | null;
            /** @description While it waits: for whom or what. */
            waiting?: Record<string, never> | null;
        };
        /** @description A branch to be saved to Git as it is now. */
        SaveBranch: {
            /** @description What it is about; empty: that the branch was saved. */
            message?: string;
        };
        /** @description Where in Git a branch was saved. */
        SavedBranch: {
            /** @description Missing while the commit could not be made; it is made later. */
            commit?: string | null;
            /** @description The branch's name in Git. */
            reference: string;
        };
        /**
         * @description What was found, best first:
         *     `[{id, document_id, base, path, title, section, text, excerpt, highlights: [{start, end}], score, url?, updated_at?}]`.
         */
        SearchAnswer: {
            data: Record<string, never>[];
            meta: components["schemas"]["SearchMeta"];
        };
        /** @description How it was found. */
        SearchMeta: {
            /** @description `lexical`: by words; `hybrid`: by words and meaning. */
            mode: string;
            /** Format: int64 */
            took_ms: number;
        };
        /** @description What to change; missing fields stay. */
        ServerChange: {
            enabled?: boolean | null;
            /** @description `null` takes it away. */
            secret?: string | null;
            /** @description A new address forgets the tools of the old one. */
            url?: string | null;
        };
        /** @description A server with its tools. */
        ServerDetail: components["schemas"]["ServerView"] & {
            tools: components["schemas"]["ServerToolView"][];
        };
        /** @description A tool of a server. */
        ServerToolView: {
            approved: boolean;
            /** @description SHA-256 of its description; a tool whose description changes waits for approval. */
            digest: string;
            /** @description Name of the node kind: `mcp:<server>/<tool>`. */
            kind: string;
            name: string;
            /** Format: date-time */
            seen_at: string;
            summary: string;
            title: string;
        };
        /** @description An external MCP server. */
        ServerView: {
            /**
             * Format: date-time
             * @description When its tools were last asked for.
             */
            checked_at?: string | null;
            /** Format: date-time */
            created_at: string;
            enabled: boolean;
            /** @description Why they could not be had. */
            error?: string | null;
            etag: string;
            /** Format: uuid */
            id: string;
            name: string;
            secret_set: boolean;
            /** Format: date-time */
            updated_at: string;
            url: string;
        };
        /** @description A session, for programs in the body and for browsers in cookies. */
        Session: {
            /** @description Bearer token for `Authorization`. */
            access_token: string;
            /**
             * Format: int64
             * @description Seconds until the access token expires.
             */
            expires_in: number;
            /** @description Good for one refresh within seven days. Missing when a browser renewed its cookie. */
            refresh_token?: string | null;
            token_type: string;
            user: components["schemas"]["Me"];
        };
        Setup: {
            email: string;
            name: string;
            password: string;
            token: string;
        };
        /** @description Whether a setup link is good. */
        SetupStatus: {
            /** @description Only when it is. */
            tenant_name?: string | null;
            valid: boolean;
        };
        /** @enum {string} */
        Severity: "error" | "warning";
        /** @description A place that people changed of whom only some are to be published. */
        SharedPlace: {
            /** @description Nobody: it is not known who. */
            by: (components["schemas"]["Colleague"] | null)[];
            /** @description Pointer within it: `/config/prompt`, `/edges` for its connections. Empty: all of it. */
            field: string;
            /** @description Nothing: the flow itself. */
            node?: string | null;
        };
        /**
         * @description A part of a text, in characters (Unicode scalar values: what `Array.from(text)` counts in
         *     JavaScript), from 0; `end` is the first one after it.
         */
        Span: {
            /** Format: int32 */
            end: number;
            /** Format: int32 */
            start: number;
        };
        /** @description Tokens of the judging model and their cost. */
        Spent: {
            /**
             * Format: int64
             * @description Millionths of the currency that the model's prices are in; 0 when it has none.
             */
            cost_micros: number;
            /** Format: int64 */
            input_tokens: number;
            /** Format: int64 */
            output_tokens: number;
        };
        /** @description A place in another run of the same flow. */
        StartFrom: {
            /**
             * Format: int64
             * @description After this event of the run; after its last one when not given.
             */
            at_seq?: number | null;
            /** @description The node of the draft that it goes on from; without it the moment is meant. */
            node?: string | null;
            /** Format: uuid */
            run_id: string;
        };
        /** @description A run to start. */
        StartRun: {
            /** @description Of a draft: the branch whose draft it is; without it the flow's own. */
            branch?: string | null;
            /** @description Of a draft: where the run stops until `POST /runs/{id}/signals/continue`: `[{"node", "when"?, "after"?}]`. */
            breakpoints?: Record<string, never>[];
            /**
             * Format: uuid
             * @description Runs of one conversation go one after the other. One of the caller's own.
             */
            conversation_id?: string | null;
            environment?: components["schemas"]["Environment"] | null;
            from?: components["schemas"]["StartFrom"] | null;
            /** @description What the flow's `input` schema describes. */
            input?: Record<string, never>;
            /**
             * @description Of a draft: by node, outcomes instead of calls: `{"kb": [{"output": …}, {"error": {"code", "message", "retryable"}}]}`;
             *     with `"after_ms"`, that many milliseconds later, an hour at most.
             */
            pins?: Record<string, never>;
            version?: components["schemas"]["VersionRef"] | null;
        };
        /** @description One step of a test. */
        StepView: {
            detail: string;
            /** Format: int64 */
            ms: number;
            ok: boolean;
            /** @description `dns`, `tcp`, `tls`, `http`, `initialise`, `list_tools`. */
            step: string;
        };
        /** @description A run that was asked to stop, as far as the caller may look into it. */
        Stopped: components["schemas"]["RunView"] | components["schemas"]["ActiveRun"];
        /** @description A signal that was stored. */
        Stored: {
            /**
             * Format: uuid
             * @description Sending again under this id changes nothing.
             */
            id: string;
        };
        /** @description All that a check needs besides the document, to be made elsewhere: in a browser. */
        Surroundings: {
            environment?: Record<string, never>;
            /**
             * @description What `environment.published` was put together for: the [flows that the document runs](crate::model::Flow::flows).
             *     A document that runs others has other surroundings.
             * @default []
             */
            flows: string[];
            /**
             * @description Kinds besides the built-in ones: the tools of connected MCP servers.
             * @default []
             */
            kinds: components["schemas"]["NodeKind"][];
        };
        /** @description Settles conflicts of the last round. */
        Sync: {
            /** @description By flow: what is to stand in the place of each conflict. */
            choices?: {
                [key: string]: components["schemas"]["Resolution"][];
            };
        };
        /** @description How the last round went. */
        SyncState: {
            /** Format: date-time */
            at: string;
            /** @description What both sides changed; it waits for somebody to choose. */
            conflicts?: components["schemas"]["FlowConflict"][];
            /** @description The newest commit here, and there as far as it is known. */
            local?: string | null;
            /** @description A sentence for a person. */
            message: string;
            /** @description What people there changed and this product does not take, with its reasons. */
            refused?: components["schemas"]["Refusal"][];
            remote?: string | null;
            status: components["schemas"]["SyncStatus"];
            /** @description Flows that got a new version from there in this round, and branches (`flow/branch`) that were changed. */
            taken?: string[];
        };
        /** @enum {string} */
        SyncStatus: "up_to_date" | "conflict" | "refused" | "failed";
        /** @description A message that was taken in. */
        Taken: {
            message: components["schemas"]["MessageView"];
            /**
             * Format: uuid
             * @description The run that it starts or answers; `null` for what is said to a person.
             */
            run_id?: string | null;
        };
        /**
         * @description What a new flow starts as.
         * @enum {string}
         */
        Template: "blank" | "it-helpdesk";
        TenantView: {
            /** Format: uuid */
            id: string;
            name: string;
            slug: string;
        };
        TestCost: {
            after?: components["schemas"]["TestUsage"] | null;
            /** @description Models are asked the very same, in the same order. Otherwise recorded tokens are those of other questions. */
            asks_the_same: boolean;
            before?: components["schemas"]["TestUsage"] | null;
            name: string;
            title: string;
        };
        TestGate: {
            /** @description The flow is published only when it has tests and all of them pass. */
            gate_on_tests: boolean;
        };
        /** @description A test. Publishing commits it as `tests/<name>.json`. */
        TestItem: {
            name: string;
            test: Record<string, never>;
            title: string;
            /** Format: date-time */
            updated_at: string;
        };
        TestResult: {
            /** @description A sentence for everything that did not go as expected. */
            failures: string[];
            name: string;
            /** @description Nothing failed, but a rubric was not judged: neither passed nor failed. */
            not_judged: boolean;
            /** @description Everything holds, and everything that is to be judged was. */
            passed: boolean;
            title: string;
            /** @description One for each rubric. */
            verdicts: components["schemas"]["Verdict"][];
        };
        /** @description How tests went. */
        TestResults: {
            cost?: components["schemas"]["CostDelta"] | null;
            coverage: components["schemas"]["Covered"];
            failed: number;
            /** @description What the verdicts of this run took; those that are remembered take nothing. */
            judging: components["schemas"]["Spent"];
            /** @description Of which nothing failed and a rubric was not judged. It does not stop publishing, and is no pass. */
            not_judged: number;
            /** @description Of whose expectations all hold. */
            passed: number;
            results: components["schemas"]["TestResult"][];
        };
        /** @description The tests of a flow's draft. */
        Tests: {
            data: components["schemas"]["TestItem"][];
            /** @description The flow is published only when all of them pass. */
            gate_on_tests: boolean;
        };
        /** @description What one run of a test uses up. */
        TestUsage: {
            /**
             * Format: int64
             * @description Millionths of the currency of the prices; missing when no price is known.
             */
            cost_micros?: number | null;
            /** Format: int64 */
            input_tokens: number;
            /** @description Questions to models. */
            model_calls: number;
            /** Format: int64 */
            output_tokens: number;
            /** @description Those of them of which no tokens are recorded. */
            uncounted: number;
        };
        /** @enum {string} */
        TextFormat: "markdown" | "text" | "html";
        /** @description A ticket with what was said about it. */
        TicketDetail: components["schemas"]["TicketView"] & {
            comments: components["schemas"]["CommentView"][];
            /**
             * Format: date-time
             * @description Until when the desk promises a word to the requester. Missing when it promises none, and while the ticket waits for
             *     somebody else or is done. In the past: the promise is broken.
             */
            next_update_due?: string | null;
        };
        /** @description What to change (JSON merge patch); missing fields stay. */
        TicketPatch: {
            category?: string | null;
            description?: string | null;
            /** @description Merged over the present fields; `null` takes one away. */
            fields?: Record<string, never> | null;
            priority?: components["schemas"]["Priority"] | null;
            status?: components["schemas"]["TicketStatus"] | null;
            tags?: string[] | null;
            title?: string | null;
        };
        /**
         * @description Where a ticket stands.
         *
         *     | from \ to | open | pending | resolved | closed |
         *     |---|---|---|---|---|
         *     | new | ✓ | ✓ | ✓ | ✓ |
         *     | open | – | ✓ | ✓ | ✓ |
         *     | pending | ✓ | – | ✓ | ✓ |
         *     | resolved | reopen | | – | ✓ |
         *     | closed | reopen | | | – |
         * @enum {string}
         */
        TicketStatus: "new" | "open" | "pending" | "resolved" | "closed";
        /** @description A ticket. */
        TicketView: {
            /** @description Where its status may go from here. */
            allowed_statuses: components["schemas"]["TicketStatus"][];
            assignee?: components["schemas"]["Person"] | null;
            category: string;
            /** Format: uuid */
            conversation_id?: string | null;
            /** Format: date-time */
            created_at: string;
            description: string;
            etag: string;
            /** @description The tenant's own fields, as its form names them. */
            fields: Record<string, never>;
            /** Format: uuid */
            id: string;
            /** @description `TKT-20261121-00042` */
            number: string;
            priority: components["schemas"]["Priority"];
            requester: components["schemas"]["Person"];
            /** Format: date-time */
            resolved_at?: string | null;
            /** Format: uuid */
            run_id?: string | null;
            /** @description `chat`, `flow`, `api`, `portal`. */
            source: string;
            status: components["schemas"]["TicketStatus"];
            tags: string[];
            title: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description Something a flow can call. */
        ToolView: {
            effect: components["schemas"]["Effect"];
            input_schema: Record<string, never>;
            /** @description Name of the node kind. */
            name: string;
            output_schema?: Record<string, never> | null;
            /** @description `null` for a built-in tool. */
            server?: string | null;
            summary: string;
            title: string;
        };
        UnusableView: {
            name: string;
            reason: string;
        };
        /** @description Brings the changes of the flow's draft into the branch. */
        UpdateBranch: {
            /** @description ETag of the branch that the caller has seen. */
            branch_etag: string;
            /** @description ETag of the draft that the caller has seen. */
            draft_etag: string;
            /** @description What is to stand in the places that both changed; `ours` is the branch's. */
            resolutions?: components["schemas"]["Resolution"][];
        };
        /** @description Minutes until the next word on a ticket, by its priority; missing: none is promised. */
        UpdatePromises: {
            /** Format: int32 */
            P1?: number | null;
            /** Format: int32 */
            P2?: number | null;
            /** Format: int32 */
            P3?: number | null;
            /** Format: int32 */
            P4?: number | null;
            /** Format: int32 */
            P5?: number | null;
        };
        /** @description What no longer fits. */
        Upgrade: {
            broken: components["schemas"]["BrokenEdge"][];
            lost: components["schemas"]["LostSetting"][];
        };
        /** @description What does not fit the kinds of now. Nothing is taken from the flow. */
        UpgradeResult: {
            /** @description Edges and settings that no longer fit, with what each would best become. */
            changed: components["schemas"]["Upgrade"];
            /** @description As it was, or repaired. */
            flow: components["schemas"]["Flow"];
        };
        /** @description The parts of an upload. */
        Upload: {
            /**
             * Format: binary
             * @description Markdown, text, HTML or PDF.
             */
            file: string;
            /** @description Where it stands in the base; the file's name when absent. A document with the same path is replaced. */
            path?: string | null;
            title?: string | null;
            /** @description Where a reader can open it. */
            url?: string | null;
        };
        Usages: {
            /** @description `{input_tokens, output_tokens, calls, cost_micros?}` */
            a: Record<string, never>;
            b: Record<string, never>;
        };
        /** @description What to change; missing fields stay. */
        UserChange: {
            name?: string | null;
            password?: string | null;
            role?: components["schemas"]["Role"] | null;
            status?: components["schemas"]["UserStatus"] | null;
        };
        /**
         * @description Whether a person may sign in.
         * @enum {string}
         */
        UserStatus: "active" | "disabled";
        /** @description A person as administrators see them. */
        UserView: {
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_login_at?: string | null;
            name: string;
            role: components["schemas"]["Role"];
            status: components["schemas"]["UserStatus"];
        };
        /** @description What became of the value there. */
        ValueChange: {
            /** @description There was none. */
            added: unknown;
        } | {
            /** @description There is none any more. */
            removed: unknown;
        } | {
            replaced: {
                now: Record<string, never>;
                was: Record<string, never>;
            };
        } | {
            /** @description A long text, by word. */
            text: components["schemas"]["Words"][];
        } | {
            /**
             * @description The elements of a list, by the names they have in paths, stand in this order now. Said only when
             *     leaving out what went and putting what came at the end would not give it.
             */
            order: string[];
        };
        /** @description What became of one rubric. */
        Verdict: {
            /** @description Who judged; empty when nobody did. */
            model: string;
            outcome: components["schemas"]["JudgedAs"];
            /**
             * @description One or two sentences of the model. Of what was not judged: what the model or its server said, or
             *     nothing when `why` says it all.
             */
            reason: string;
            /** @description The very same words were judged before, and nobody was asked this time. */
            remembered: boolean;
            rubric: string;
            /** @description The turn, counted from 1; missing: the whole of it. */
            turn?: number | null;
            /** @description What it took; of a verdict that is remembered: what it took then. */
            used: components["schemas"]["Spent"];
            why?: components["schemas"]["NotJudged"] | null;
        };
        /** @description A published version. */
        Version: {
            /** Format: date-time */
            at: string;
            author: string;
            checks?: components["schemas"]["Problems"] | null;
            /** @description Git commit; missing while the commit could not be made yet. */
            commit?: string | null;
            /** @description SHA-256 of the canonical document. */
            hash: string;
            message: string;
            tests?: components["schemas"]["VersionTests"] | null;
            /** Format: int64 */
            version: number;
        };
        /** @description A published version with what was published. */
        VersionDetail: components["schemas"]["Version"] & {
            document: components["schemas"]["Flow"];
            /** @description What the check said when it was published; missing when nobody wrote it down. */
            findings?: components["schemas"]["Finding"][] | null;
            layout: components["schemas"]["Layout"];
        };
        VersionRef: number | components["schemas"]["DraftWord"];
        /** @description How a version's tests went last. None passed, failed or was not judged: it has none. */
        VersionTests: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            failed: number;
            /** @description Names of those that failed. */
            failing: string[];
            /** @description Names of those of which nothing failed and a rubric was not judged: neither passed nor failed. */
            not_judged: string[];
            /** Format: int64 */
            passed: number;
        };
        Viewport: {
            /** Format: double */
            x: number;
            /** Format: double */
            y: number;
            /** Format: double */
            zoom: number;
        };
        /** @description Who comes. */
        Visit: {
            /**
             * @description A JWT over `{"sub", "name"?, "email"?, "exp"}`, signed (HS256) with the widget's secret by the
             *     server of the embedding page. Without it the visitor is nobody in particular.
             */
            identity?: string | null;
        };
        /** @description A visitor's session, and what the widget looks like. */
        VisitorSession: {
            accent: string;
            /** @description Value for the header `X-CSRF-Token` of requests that change something. */
            csrf: string;
            /**
             * Format: date-time
             * @description Ask for the session again before that, to go on as the same visitor.
             */
            expires_at: string;
            greeting: string;
            position: components["schemas"]["WidgetPosition"];
            /** @description The flow's, where the widget has none of its own. */
            title: string;
            visitor: components["schemas"]["VisitorView"];
        };
        /** @description A ticket as the visitor sees it whose it is: how it stands and what was said, nobody's address. */
        VisitorTicket: {
            /** @description Where its status may go from here. */
            allowed_statuses: components["schemas"]["TicketStatus"][];
            comments: components["schemas"]["CommentView"][];
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Until when the desk promises a word; missing when it promises none.
             */
            next_update_due?: string | null;
            /** @description `TKT-20261121-00042` */
            number: string;
            priority: components["schemas"]["Priority"];
            status: components["schemas"]["TicketStatus"];
            title: string;
            /** Format: date-time */
            updated_at: string;
        };
        VisitorView: {
            /** @description The embedding page knows who this is. */
            identified: boolean;
            /** @description As the embedding page has vouched for. */
            name?: string | null;
        };
        /**
         * @description `https://shop.example.com`, or `http://localhost:3000`: plain HTTP is for this machine only. Lower
         *     case, without the port that the scheme implies, so that it reads as browsers write it. Its characters
         *     are safe in a header by construction. No wildcards: which names below a domain are one owner's, only
         *     that owner knows.
         */
        WebOrigin: string;
        /** @enum {string} */
        What: "kind" | "knowledge_base" | "form" | "tool" | "model" | "secret" | "flow" | "node" | "input" | "channel" | "schema";
        /** @description A widget to save. */
        WidgetChange: {
            /** @description `#rrggbb` */
            accent?: string | null;
            enabled: boolean;
            /** @description At most 500 characters. */
            greeting?: string;
            /** @description `https://host[:port]`, `http` for this machine only; at most 20, no wildcards. */
            origins?: string[];
            position?: components["schemas"]["WidgetPosition"];
            /** @description At most 80 characters. */
            title?: string;
        };
        /**
         * @description In which corner its button stands.
         * @enum {string}
         */
        WidgetPosition: "bottom_right" | "bottom_left";
        /** @description A secret, told once. */
        WidgetSecret: {
            /** @description For `HS256` over `{"sub", "name"?, "email"?, "exp"}`; on the embedding page's server only. */
            secret: string;
        };
        /** @description The widget for other people's pages. */
        WidgetView: {
            /** @description `#rrggbb` */
            accent: string;
            enabled: boolean;
            greeting: string;
            /** @description The embedding page can vouch for who a visitor is. */
            identity_secret_set: boolean;
            /** @description Pages that may frame it. */
            origins: components["schemas"]["WebOrigin"][];
            /** @description The page to be framed. */
            path?: string | null;
            position: components["schemas"]["WidgetPosition"];
            /** @description Missing until the widget has been saved for the first time; then it stays, until it is rotated. */
            public_id?: string | null;
            title: string;
        };
        /** @description A word to go with it. */
        Word: {
            /**
             * Format: uuid
             * @description Taking over from somebody of the desk who has it: their id. Without it, who comes second is refused.
             */
            from?: string | null;
            /**
             * @description Taking over: what to say to the user. Giving back: what the flow goes on with; without it, what
             *     was said to the user last.
             */
            text?: string | null;
        };
        /**
         * @description A stretch of a text: in both, in the old one only, or in the new one only. What is `same` and
         *     `removed` is the old text, what is `same` and `added` the new one.
         */
        Words: {
            same: string;
        } | {
            removed: string;
        } | {
            added: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
