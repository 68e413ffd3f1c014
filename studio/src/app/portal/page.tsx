import { start } from "../start";
import { PortalPage } from "./PortalPage";

start(<PortalPage />);
