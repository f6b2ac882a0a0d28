define('WAWebBackendJobsCommon', () => ({ mediaTypeFromProtobuf: () => null }));
